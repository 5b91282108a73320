package io.likeness.latents;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.model.Label;
import io.likeness.contracts.model.LatentDirections;
import io.likeness.contracts.model.LatentDirections.Direction;
import java.util.List;
import java.util.Map;

/**
 * The latents of one model: its density, its attributes' directions and the labels that its networks take. Every method depends on its
 * arguments alone. Immutable, safe for threads.
 */
public final class LatentSpace {
    /** How far below the least likely real faces a latent still is one, in nats for each of its numbers. */
    private static final double TOLERANCE = 1;

    private final LatentDensity density;
    private final LatentSampler sampler;
    private final LatentLikelihood likelihood;
    private final List<String> conditions;
    private final LatentDirections directions;
    private final Moments moments;
    private final Whitening whitening;

    /** @param conditions names of those labels of the density that the networks take */
    public LatentSpace(LatentDensity density, List<String> conditions, LatentDirections directions) {
        this.density = density;
        this.sampler = new LatentSampler(density);
        this.likelihood = new LatentLikelihood(density);
        this.conditions = List.copyOf(conditions);
        this.directions = directions;
        this.moments = Moments.of(density);
        this.whitening = new Whitening(moments.latentMean(), moments.latentCovariance());
        conditions.forEach(this::indexOf);
    }

    /**
     * Draws faces that have some labels; the others are drawn.
     *
     * @param asked values by label, as the dataset's rows carry them
     * @throws LikenessException {@code INVALID_REQUEST} for labels that the model does not know
     */
    public LatentSampler sampler(Map<String, Double> asked) {
        return asked.isEmpty() ? sampler : sampler.given(Label.scaled("labels", density.labels(), asked));
    }

    /** The face that was drawn. */
    public FaceCode code(LabelledLatent drawn) {
        return new FaceCode(drawn.latent(), values(drawn.scaledLabels()));
    }

    /**
     * What the networks take for a face of which some labels are known; the others are the mean.
     *
     * @return {@code float[K]}
     * @throws LikenessException {@code INVALID_REQUEST} for labels that the model does not know
     */
    public float[] conditions(Map<String, Double> known) {
        return values(Label.scaled("labels", density.labels(), known));
    }

    /** Whether a latent is about as likely as those of real faces, where the density says how unlikely these are. */
    public boolean isPlausible(float[] latent) {
        Double least = density.leastLogDensity();
        return least == null || likelihood.logDensity(latent) >= least - TOLERANCE * density.latents();
    }

    /**
     * The face on the way from one to another, in coordinates in which the density is a sphere: on the arc between them, drawn towards the mean face in
     * the middle, as a blend of two faces that are each rare in their own way looks like no face.
     *
     * @param share 0 is {@code from}, 1 is {@code to}
     */
    public FaceCode between(FaceCode from, FaceCode to, double share) {
        if (share == 0) {
            return from;
        }
        double[] way = Arc.between(whitening.whiten(from.latent()), whitening.whiten(to.latent()), share);
        float[] conditionsBetween = new float[from.conditions().length];
        for (int k = 0; k < conditionsBetween.length; k++) {
            conditionsBetween[k] = (float) ((1 - share) * from.conditions()[k] + share * to.conditions()[k]);
        }
        return new FaceCode(whitening.colour(way), conditionsBetween);
    }

    /**
     * A face around another: {@code m + sqrt(1 - s^2) (z - m) + s (z' - m)} with z' drawn, which leaves mean and covariance of the
     * density as they are.
     *
     * @param strength s, 0 to 1
     */
    public FaceCode around(FaceCode face, double strength, long imageSeed) {
        float[] fresh = sampler.sample(imageSeed);
        double[] mean = moments.latentMean();
        double kept = StrictMath.sqrt(1 - strength * strength);
        float[] latent = new float[fresh.length];
        for (int i = 0; i < latent.length; i++) {
            latent[i] = (float) (mean[i] + kept * (face.latent()[i] - mean[i]) + strength * (fresh[i] - mean[i]));
        }
        return new FaceCode(latent, face.conditions());
    }

    /**
     * The face with attributes changed: {@code z + sum_a s_a v_a}, and where the networks take an attribute as label, that as well.
     *
     * @param strengths by attribute; 1 is the way from the mean face without to the mean face with it
     * @param share of the strengths, 0 to 1
     * @throws LikenessException {@code INVALID_REQUEST} for attributes that the model does not know
     */
    public FaceCode edited(FaceCode face, Map<String, Double> strengths, double share) {
        float[] latent = face.latent().clone();
        float[] labelled = face.conditions().clone();
        strengths.forEach((attribute, strength) -> {
            Direction direction = directions.require("attributes", attribute);
            for (int i = 0; i < latent.length; i++) {
                latent[i] += (float) (share * strength * direction.vector()[i]);
            }
            int condition = conditions.indexOf(attribute);
            if (condition >= 0) {
                labelled[condition] = (float) Math.clamp(labelled[condition] + 2 * share * strength, -1, 1);
            }
        });
        return new FaceCode(latent, labelled);
    }

    private float[] values(Map<String, Double> scaled) {
        float[] values = new float[conditions.size()];
        for (int k = 0; k < values.length; k++) {
            String name = conditions.get(k);
            values[k] = scaled.getOrDefault(name, moments.labelMean()[indexOf(name)])
                    .floatValue();
        }
        return values;
    }

    private int indexOf(String label) {
        List<String> names = density.labels().stream().map(Label::name).toList();
        return names.indexOf(Require.oneOf("manifest.conditions", label, names));
    }
}
