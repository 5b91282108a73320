package io.likeness.training.run;

import io.likeness.contracts.Require;
import io.likeness.contracts.training.AdversarialStage;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.latents.LatentDensity;
import io.likeness.latents.RandomStream;
import io.likeness.training.adversarial.AdversarialReplica;
import io.likeness.training.adversarial.AdversarialShare;
import io.likeness.training.adversarial.AdversarialTerms;
import io.likeness.training.data.Batch;
import io.likeness.training.data.ImageCache;
import io.likeness.training.network.DiscriminatorDesign;
import io.likeness.training.network.Layers;
import io.likeness.training.network.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * One step of the adversarial stage: a batch is dealt to the replicas, half of it faces to reconstruct and half latents of the density, and both
 * networks move at once, from gradients at the same weights. For one thread.
 */
final class AdversarialStep implements AutoCloseable {
    private static final long STEP_GAMMA = 0xD1B54A32D192ED03L;
    /** Of the moving average: over about 1,000 steps. */
    private static final float KEPT = 0.999f;

    private final TrainingConfiguration configuration;
    private final AdversarialStage stage;
    private final ImageCache images;
    private final float[] latents;
    private final DecoderSampler sampler;
    private final FrozenParameters frozen;
    private final Replicas replicas;
    private final List<AdversarialReplica> parts;
    private final int firstOfDecoder;
    private final float[] normalised;
    private final float[] gradients;

    /** @param latents of all images, {@code float[N, D]} */
    AdversarialStep(
            TrainingConfiguration configuration,
            AdversarialStage stage,
            ImageCache images,
            float[] latents,
            LatentDensity density,
            FrozenParameters frozen,
            Networks networks,
            Replicas replicas) {
        this.configuration = configuration;
        this.stage = stage;
        this.images = images;
        this.latents = latents;
        this.sampler = new DecoderSampler(configuration, density);
        this.frozen = frozen;
        this.replicas = replicas;
        DiscriminatorDesign design = DiscriminatorDesign.of(configuration, stage);
        this.parts = replicas.map(
                replicas.count(),
                (network, replica) ->
                        new AdversarialReplica(configuration, stage, networks.discriminator(replica, design)));
        Parameters parameters = new Parameters(configuration);
        this.firstOfDecoder =
                parameters.require(Layers.weight(Layers.DECODER_LINEAR)).offset();
        this.normalised = new float[Parameters.of(design).length()];
        this.gradients = new float[parameters.length()];
    }

    /**
     * Moves both networks.
     *
     * @param number of the step, since the stage began
     * @param rate by which the learning rates are multiplied
     * @param strength of the adversarial loss, 0 to 1
     */
    AdversarialTerms train(AdversarialProgress progress, Batch photographs, long number, double rate, double strength) {
        progress.norms.normalise(progress.discriminator, normalised);
        int shares = Math.min(parts.size(), photographs.count());
        long seed = configuration.seed() + number * STEP_GAMMA;
        List<AdversarialTerms> terms = replicas.map(shares, (network, replica) -> {
            long own = (seed + replica) & Require.GREATEST_SEED;
            AdversarialShare share = share(photographs, replica, shares, new RandomStream(own));
            return parts.get(replica).gradients(network, progress.weights, normalised, share, own + 1, strength);
        });
        moveDecoder(progress, shares, stage.learningRate() * rate);
        moveDiscriminator(progress, shares, stage.discriminatorLearningRate() * rate);
        return AdversarialTerms.mean(terms);
    }

    @Override
    public void close() {
        replicas.map(parts.size(), (network, replica) -> {
            parts.get(replica).close();
            return replica;
        });
    }

    private AdversarialShare share(Batch photographs, int replica, int shares, RandomStream random) {
        int from = replica * photographs.count() / shares;
        int count = (replica + 1) * photographs.count() / shares - from;
        int anchored = (count + 1) / 2;
        int length = configuration.imageLength();
        int dimension = configuration.latents();
        int[] originals = new int[anchored];
        DecoderInputs chosen = DecoderInputs.of(configuration, count);
        for (int i = 0; i < anchored; i++) {
            int image = (int) (random.nextDouble() * images.count());
            originals[i] = image;
            float[] latent = Arrays.copyOfRange(latents, image * dimension, (image + 1) * dimension);
            chosen.put(i, latent, images.conditions().read(originals, i, i + 1));
        }
        for (int i = anchored; i < count; i++) {
            sampler.sample((long) (random.nextDouble() * Require.GREATEST_SEED), chosen, i);
        }
        float[] real = new float[count * length];
        System.arraycopy(photographs.images(), from * length, real, 0, real.length);
        int conditions = configuration.conditions().size();
        float[] realLabels = Arrays.copyOfRange(photographs.labels(), from * conditions, (from + count) * conditions);
        float[] anchors = images.read(originals, 0, anchored);
        return new AdversarialShare(chosen.latents(), chosen.labels(), anchors, real, realLabels, anchored, count);
    }

    private void moveDecoder(AdversarialProgress progress, int shares, double rate) {
        progress.adam.begin(rate);
        int slices = replicas.count();
        int length = progress.weights.length - firstOfDecoder;
        replicas.map(slices, (network, slice) -> {
            int from = firstOfDecoder + (int) ((long) slice * length / slices);
            int to = firstOfDecoder + (int) ((slice + 1L) * length / slices);
            mean(AdversarialReplica::decoderGradients, shares, from, to);
            frozen.clear(gradients, from, to);
            progress.adam.update(progress.weights, gradients, from, to);
            for (int i = from; i < to; i++) {
                progress.average[i] = KEPT * progress.average[i] + (1 - KEPT) * progress.weights[i];
            }
            return slice;
        });
    }

    private void moveDiscriminator(AdversarialProgress progress, int shares, double rate) {
        int length = progress.discriminator.length;
        mean(AdversarialReplica::discriminatorGradients, shares, 0, length);
        progress.norms.throughNorms(normalised, gradients);
        progress.discriminatorAdam.begin(rate);
        progress.discriminatorAdam.update(progress.discriminator, gradients, 0, length);
    }

    /** Shares are equal but for one image. */
    private void mean(Function<AdversarialReplica, float[]> ofPart, int shares, int from, int to) {
        Arrays.fill(gradients, from, to, 0);
        for (AdversarialReplica part : parts.subList(0, shares)) {
            float[] own = ofPart.apply(part);
            for (int i = from; i < to; i++) {
                gradients[i] += own[i] / shares;
            }
        }
    }
}
