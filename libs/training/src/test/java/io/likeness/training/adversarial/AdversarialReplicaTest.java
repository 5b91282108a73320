package io.likeness.training.adversarial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.contracts.training.AdversarialStage;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.latents.RandomStream;
import io.likeness.training.ToyFaces;
import io.likeness.training.network.Discriminator;
import io.likeness.training.network.DiscriminatorDesign;
import io.likeness.training.network.Network;
import io.likeness.training.network.Parameter;
import io.likeness.training.network.Parameters;
import io.likeness.training.network.SameDiffDiscriminator;
import io.likeness.training.network.SameDiffNetwork;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

final class AdversarialReplicaTest {
    private static final int COUNT = 4;
    private static final long SEED = 9;
    private static final double STEP = 1e-3;
    private static final AdversarialStage STAGE = new AdversarialStage(1, 1e-3, 1e-3, List.of(4, 6), 1e-9);
    private static final TrainingConfiguration TOLD =
            ToyFaces.SMALL.withConditions(List.of("right")).withAdversarial(STAGE);
    private static final DiscriminatorDesign DESIGN = DiscriminatorDesign.of(TOLD, STAGE);

    private final RandomStream random = new RandomStream(1);
    private final float[] labels = {1, -1, 1, -1};
    private final AdversarialShare share = new AdversarialShare(
            numbers(COUNT * TOLD.latents()),
            labels,
            numbers(TOLD.imageLength()),
            numbers(COUNT * TOLD.imageLength()),
            labels,
            1,
            COUNT);

    /** Of {@code -logit} and the entropy of the labels that it was told, by the bias that makes all faces brighter; the anchor is next to nothing. */
    @Test
    void theDecodersGradientIsThatOfDeceivingAndOfBeingReadAsTold() {
        float[] weights = new Parameters(TOLD).initial(3);
        float[] discriminatorWeights = Parameters.of(DESIGN).initial(4);
        Parameter brightness = new Parameters(TOLD).all().getLast();
        try (Network network = new SameDiffNetwork(TOLD, DataType.DOUBLE);
                AdversarialReplica replica =
                        new AdversarialReplica(TOLD, STAGE, new SameDiffDiscriminator(DESIGN, DataType.DOUBLE))) {
            replica.gradients(network, weights, discriminatorWeights, share, SEED, 1);
            float[] above = weights.clone();
            above[brightness.offset()] += (float) STEP;
            float[] below = weights.clone();
            below[brightness.offset()] -= (float) STEP;
            double expected =
                    (minimised(network, above, discriminatorWeights) - minimised(network, below, discriminatorWeights))
                            / (2 * STEP);
            // Kinks of rectifiers lie between the two.
            assertEquals(expected, replica.decoderGradients()[brightness.offset()], 0.02 * Math.abs(expected));
        }
    }

    private double minimised(Network network, float[] weights, float[] discriminatorWeights) {
        network.load(weights);
        float[] images = network.decode(share.latents(), labels, COUNT);
        RandomShifts shifts = new RandomShifts(1, TOLD.side());
        shifts.draw(new RandomStream(SEED), COUNT);
        float[] seen = new float[images.length];
        shifts.apply(images, COUNT, seen);
        for (int i = 0; i < seen.length; i++) {
            seen[i] = 4 * (seen[i] - 0.5f);
        }
        try (Discriminator discriminator = new SameDiffDiscriminator(DESIGN, DataType.DOUBLE)) {
            discriminator.load(discriminatorWeights);
            float[] logits = discriminator.logits(seen, COUNT);
            int positions = DESIGN.logits() / DESIGN.maps();
            double sum = 0;
            for (int i = 0; i < logits.length; i++) {
                int image = i / DESIGN.logits();
                boolean deceiving = i % DESIGN.logits() < positions;
                double label = Math.log(1 + Math.exp(-labels[image] * logits[i] / DiscriminatorLoss.MARGIN));
                sum += deceiving ? -logits[i] : 4 * DiscriminatorLoss.MARGIN * label;
            }
            return sum / (COUNT * positions);
        }
    }

    private float[] numbers(int length) {
        float[] numbers = new float[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }
}
