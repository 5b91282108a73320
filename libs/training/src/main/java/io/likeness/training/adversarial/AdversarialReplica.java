package io.likeness.training.adversarial;

import io.likeness.contracts.Require;
import io.likeness.contracts.training.AdversarialStage;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.latents.RandomStream;
import io.likeness.training.loss.ImageLoss;
import io.likeness.training.loss.LossTerms;
import io.likeness.training.network.Discriminator;
import io.likeness.training.network.DiscriminatorDesign;
import io.likeness.training.network.Network;
import io.likeness.training.network.Parameters;

/**
 * One replica's part of a step: gradients of decoder and discriminator over its share of the batch, both at the weights before the step. Owns
 * the discriminator; for the replica's thread.
 */
public final class AdversarialReplica implements AutoCloseable {
    /** What the discriminator sees has a mean near 0 and a spread near 1: its normalised layers pass on no more than they are given. */
    private static final float CENTRE = 0.5f;

    private static final float CONTRAST = 4;
    /** Of the labels' mean cross entropy beside the discriminator's hinge losses. */
    private static final double LABEL_WEIGHT = 4;
    /** The same beside the decoder's adversarial loss, which counts in logits and not in margins. */
    private static final double DECODER_LABEL_WEIGHT = LABEL_WEIGHT * DiscriminatorLoss.MARGIN;

    private final Discriminator discriminator;
    private final DiscriminatorLoss loss;
    private final RandomShifts drawnShift;
    private final RandomShifts realShift;
    private final ImageLoss anchor;
    private final double anchorWeight;
    private final int imageLength;
    private final float[] decoderGradients;
    private final float[] discriminatorGradients;
    private final float[] realGradients;
    private float[] seen = new float[0];
    private float[] seenGradient = new float[0];
    private float[] anchorGradient = new float[0];

    public AdversarialReplica(
            TrainingConfiguration configuration, AdversarialStage stage, Discriminator discriminator) {
        this.discriminator = discriminator;
        DiscriminatorDesign design = DiscriminatorDesign.of(configuration, stage);
        this.loss = new DiscriminatorLoss(design);
        this.drawnShift = new RandomShifts(configuration.channels(), configuration.side());
        this.realShift = new RandomShifts(configuration.channels(), configuration.side());
        this.anchor = new ImageLoss(configuration.loss(), configuration.channels(), configuration.side());
        this.anchorWeight = stage.anchor();
        this.imageLength = configuration.imageLength();
        this.decoderGradients = new float[new Parameters(configuration).length()];
        int length = Parameters.of(design).length();
        this.discriminatorGradients = new float[length];
        this.realGradients = new float[length];
    }

    /**
     * Gradients of one share, which {@link #decoderGradients()} and {@link #discriminatorGradients()} hold until the next.
     *
     * @param decoderWeights in the layout of {@link Parameters}
     * @param discriminatorWeights normalised, in the layout of {@link Parameters#of}
     * @param seed of the augmentation
     * @param strength of the adversarial loss, 0 to 1
     */
    public AdversarialTerms gradients(
            Network network,
            float[] decoderWeights,
            float[] discriminatorWeights,
            AdversarialShare share,
            long seed,
            double strength) {
        network.load(decoderWeights);
        discriminator.load(discriminatorWeights);
        int count = share.count();
        reserve(count);
        RandomStream random = new RandomStream(seed & Require.GREATEST_SEED);
        drawnShift.draw(random, count);
        realShift.draw(random, count);
        Drawn drawn = new Drawn(share, strength);
        network.decoderGradients(share.latents(), share.labels(), count, drawn::gradient, decoderGradients);
        Real real = real(share);
        for (int i = 0; i < realGradients.length; i++) {
            discriminatorGradients[i] += realGradients[i];
        }
        return new AdversarialTerms(drawn.hinge, real.hinge, drawn.labels, real.labels, drawn.anchorTerms);
    }

    /** In use until the next step; those of the encoder are not to be read. */
    public float[] decoderGradients() {
        return decoderGradients;
    }

    /** By the normalised weights; in use until the next step. */
    public float[] discriminatorGradients() {
        return discriminatorGradients;
    }

    @Override
    public void close() {
        discriminator.close();
    }

    /** Losses on photographs. */
    private record Real(double hinge, double labels) {}

    private Real real(AdversarialShare share) {
        int count = share.count();
        float[] logits = logits(share.photographs(), realShift, count);
        float[] byLogits = new float[logits.length];
        double hinge = loss.hinge(logits, count, 1, byLogits);
        double labels = loss.labels(logits, share.photographLabels(), count, LABEL_WEIGHT, byLogits);
        discriminator.backward(byLogits, realGradients, null);
        return new Real(hinge, labels);
    }

    private float[] logits(float[] images, RandomShifts shifts, int count) {
        shifts.apply(images, count, seen);
        for (int i = 0; i < count * imageLength; i++) {
            seen[i] = CONTRAST * (seen[i] - CENTRE);
        }
        return discriminator.logits(seen, count);
    }

    private void reserve(int count) {
        int length = count * imageLength;
        if (seen.length < length) {
            seen = new float[length];
            seenGradient = new float[length];
            anchorGradient = new float[length];
        }
    }

    /** What comes of the faces that the decoder drew. */
    private final class Drawn {
        private final AdversarialShare share;
        private final double strength;
        private double hinge;
        private double labels;
        private LossTerms anchorTerms = new LossTerms(Double.NaN, Double.NaN, Double.NaN);

        Drawn(AdversarialShare share, double strength) {
            this.share = share;
            this.strength = strength;
        }

        void gradient(float[] images, float[] gradient) {
            int count = share.count();
            float[] logits = logits(images, drawnShift, count);
            float[] byLogits = new float[logits.length];
            hinge = loss.hinge(logits, count, -1, byLogits);
            discriminator.backward(byLogits, discriminatorGradients, null);
            loss.decoder(count, strength, byLogits);
            labels = loss.labels(logits, share.labels(), count, DECODER_LABEL_WEIGHT * strength, byLogits);
            discriminator.backward(byLogits, null, seenGradient);
            drawnShift.back(seenGradient, count, gradient);
            for (int i = 0; i < count * imageLength; i++) {
                gradient[i] *= CONTRAST;
            }
            addAnchor(images, gradient);
        }

        /** The first images are reconstructions. */
        private void addAnchor(float[] images, float[] gradient) {
            int anchored = share.anchored();
            anchorTerms = anchor.gradient(images, share.originals(), anchored, anchorGradient);
            float part = (float) (anchorWeight * anchored / share.count());
            for (int i = 0; i < anchored * imageLength; i++) {
                gradient[i] += part * anchorGradient[i];
            }
        }
    }
}
