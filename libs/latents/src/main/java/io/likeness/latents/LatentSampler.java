package io.likeness.latents;

import io.likeness.contracts.Require;
import io.likeness.contracts.generation.FaceOperation;
import io.likeness.contracts.generation.SeedRule;
import io.likeness.contracts.model.Label;
import io.likeness.latents.LatentDensity.Component;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Draws latents from a density, one {@link RandomStream} an image: latent k of a request depends on the density, the given labels, the
 * temperature, the request's seed and k alone, so that batch size, replica and thread count cannot change it. A latent that lies where
 * hardly any real face does is drawn again. Immutable, safe for threads.
 */
public final class LatentSampler {
    /** Of latents of real faces, one in a thousand is as unlikely as what is refused: a bound for odd densities and high temperatures. */
    private static final int MOST_TRIES = 8;

    private final LatentDensity density;
    private final LatentLikelihood likelihood;
    private final Map<String, Double> given;

    public LatentSampler(LatentDensity density) {
        this(density, new LatentLikelihood(density), Map.of());
    }

    private LatentSampler(LatentDensity density, LatentLikelihood likelihood, Map<String, Double> given) {
        this.density = density;
        this.likelihood = likelihood;
        this.given = given;
    }

    /** The seed of image {@code index} by a rule: {@link #imageSeed(long, int)}, or {@link RandomStream#at} in its upper 53 bits. */
    public static long imageSeed(SeedRule rule, long seed, int index) {
        return switch (rule) {
            case SUM -> imageSeed(seed, index);
            case HASH -> {
                Require.between("seed", seed, 0, Require.GREATEST_SEED);
                yield RandomStream.at(seed, Require.between("index", index, 0, Integer.MAX_VALUE)) >>> 11;
            }
        };
    }

    /** The seed of image {@code index}: {@code seed + index}, modulo 2^53, so that it fits every JSON reader. */
    public static long imageSeed(long seed, int index) {
        Require.between("seed", seed, 0, Require.GREATEST_SEED);
        Require.between("index", index, 0, Integer.MAX_VALUE);
        return (seed + index) & Require.GREATEST_SEED;
    }

    /**
     * Draws from {@link LatentDensity#given}, still refusing what hardly any real face is like.
     *
     * @param scaledLabels by name, each in [-1, 1]
     */
    public LatentSampler given(Map<String, Double> scaledLabels) {
        Map<String, Double> all = new TreeMap<>(given);
        all.putAll(scaledLabels);
        return new LatentSampler(density.given(scaledLabels), likelihood, all);
    }

    /** The latent of one image seed at temperature 1, {@code float[D]}. */
    public float[] sample(long imageSeed) {
        return sample(imageSeed, 1).latent();
    }

    /**
     * The labels and the latent of one image seed: {@code m_k + L_k e}, k drawn by weight, e of mean 0 and variance 1. The e of a binary label is
     * the one that makes the label -1 or 1, all others are standard normal.
     *
     * @param temperature factor of the latents' own noise, 0 to 2: 0 gives the components' means, 1 the density
     */
    public LabelledLatent sample(long imageSeed, double temperature) {
        if (!(temperature >= 0 && temperature <= FaceOperation.GREATEST_TEMPERATURE)) {
            throw Require.invalid("temperature", "0 to 2", Double.toString(temperature));
        }
        RandomStream random = new RandomStream(imageSeed);
        LabelledLatent drawn = draw(random, temperature);
        for (int tries = 1; tries < MOST_TRIES && !likelihood.isPlausible(drawn.latent()); tries++) {
            drawn = draw(random, temperature);
        }
        return drawn;
    }

    private LabelledLatent draw(RandomStream random, double temperature) {
        Component component = choose(random.nextDouble());
        double[] mean = component.mean();
        double[] cholesky = density.cholesky(component);
        double[] noise = new double[mean.length];
        Map<String, Double> labels = new TreeMap<>(given);
        List<Label> free = density.labels();
        for (int i = 0; i < free.size(); i++) {
            double expected = product(mean, cholesky, noise, i, i);
            double own = cholesky[Cholesky.index(i, i)];
            double value = free.get(i).binary()
                    ? binary(random.nextDouble(), expected)
                    : Math.min(1, Math.max(-1, expected + own * random.nextGaussian()));
            noise[i] = known(cholesky, i) ? 0 : (value - expected) / own;
            labels.put(free.get(i).name(), value);
        }
        for (int i = free.size(); i < noise.length; i++) {
            noise[i] = temperature * random.nextGaussian();
        }
        float[] latent = new float[density.latents()];
        for (int i = 0; i < latent.length; i++) {
            int row = free.size() + i;
            latent[i] = (float) product(mean, cholesky, noise, row, row + 1);
        }
        return new LabelledLatent(labels, latent);
    }

    private static double binary(double uniform, double mean) {
        return uniform < (1 + mean) / 2 ? 1 : -1;
    }

    /** Whether the labels before it leave nothing of a label, as in {@link Conditioning}. */
    private static boolean known(double[] cholesky, int label) {
        double own = cholesky[Cholesky.index(label, label)];
        return own * own <= Conditioning.LEAST_SHARE * Cholesky.product(cholesky, label, label);
    }

    /** {@code m + L e} in one row, of the columns before {@code end}, added from left to right. */
    private static double product(double[] mean, double[] cholesky, double[] noise, int row, int end) {
        double value = mean[row];
        int start = Cholesky.index(row, 0);
        for (int column = 0; column < end; column++) {
            value += cholesky[start + column] * noise[column];
        }
        return value;
    }

    private Component choose(double uniform) {
        double sum = 0;
        for (Component component : density.components()) {
            sum += component.weight();
            if (uniform < sum) {
                return component;
            }
        }
        return density.components().getLast();
    }
}
