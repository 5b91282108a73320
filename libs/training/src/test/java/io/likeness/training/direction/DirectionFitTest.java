package io.likeness.training.direction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.model.Label;
import io.likeness.contracts.model.LatentDirections;
import io.likeness.contracts.model.LatentDirections.Direction;
import io.likeness.latents.RandomStream;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;

/** Latents are made of labels by known effects; of those with glasses, hardly any smiles, and age goes with glasses. */
final class DirectionFitTest {
    private static final int COUNT = 20_000;
    private static final int LATENTS = 6;
    private static final List<Label> LABELS = List.of(
            new Label("Smiling", true, -1, 1), new Label("Eyeglasses", true, -1, 1), new Label("age", false, 0, 100));

    /** Of a change from -1 to 1, halved: neither orthogonal to another nor alike. */
    private static final double[][] EFFECTS = {{2, 0.5, 0, 0, 0, 0.3}, {0.5, 1, 0.5, 0, 0, 0}, {0, 0.4, 0, 1.5, 0.2, 0}
    };

    /** Greatest error of an estimate from 20,000 points: noise of deviation 1 over sqrt(N), five times. */
    private static final double TOLERANCE = 0.05;

    private final float[] labels = new float[COUNT * LABELS.size()];
    private final float[] latents = new float[COUNT * LATENTS];

    DirectionFitTest() {
        RandomStream random = new RandomStream(3);
        for (int i = 0; i < COUNT; i++) {
            double age = 2 * random.nextDouble() - 1;
            boolean glasses = random.nextDouble() < (age > 0 ? 0.8 : 0.2);
            boolean smiling = random.nextDouble() < (glasses ? 0.1 : 0.9);
            double[] row = {smiling ? 1 : -1, glasses ? 1 : -1, age};
            for (int label = 0; label < row.length; label++) {
                labels[i * row.length + label] = (float) row[label];
            }
            for (int j = 0; j < LATENTS; j++) {
                double value = 7 + random.nextGaussian();
                for (int label = 0; label < row.length; label++) {
                    value += row[label] * EFFECTS[label][j];
                }
                latents[i * LATENTS + j] = (float) value;
            }
        }
    }

    @Test
    void movingAlongOneLeavesThePredictionOfTheOthersWhereItWas() {
        LatentDirections directions = fit();
        for (int label = 0; label < LABELS.size(); label++) {
            double[] change = predicted(directions.directions().get(label).vector());
            for (int other = 0; other < LABELS.size(); other++) {
                if (other != label) {
                    assertEquals(0, change[other], TOLERANCE, LABELS.get(label) + ": " + Arrays.toString(change));
                }
            }
            double own = LABELS.get(label).binary() ? 2 : 1;
            assertTrue(change[label] > own - TOLERANCE, LABELS.get(label) + ": " + Arrays.toString(change));
        }
    }

    @Test
    void theDifferenceOfMeansWouldDragThem() {
        double[] change = predicted(differenceOfMeans(0));
        assertTrue(change[1] < -0.5, "glasses come off where a face begins to smile: " + Arrays.toString(change));
    }

    @Test
    void strengthOneOfALabelThatGoesWithNoOtherIsTheDifferenceOfMeans() {
        float[] alone = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            alone[i] = labels[i * LABELS.size()];
        }
        LatentDirections directions = DirectionFit.fit(latents, LATENTS, LABELS.subList(0, 1), alone);
        // The ridge takes a thousandth of the effect, and the scale gives it back.
        assertArrayEquals(
                differenceOfMeans(0), directions.directions().getFirst().vector(), 1e-4);
    }

    @Test
    void labelsThatSayTheSameShareTheirEffect() {
        float[] twice = new float[2 * COUNT];
        for (int i = 0; i < COUNT; i++) {
            twice[2 * i] = labels[i * LABELS.size()];
            twice[2 * i + 1] = labels[i * LABELS.size()];
        }
        Label again = new Label("Laughing", true, -1, 1);
        List<Direction> directions = DirectionFit.fit(latents, LATENTS, List.of(LABELS.getFirst(), again), twice)
                .directions();
        assertArrayEquals(directions.getFirst().vector(), directions.getLast().vector(), 1e-6);
        assertArrayEquals(differenceOfMeans(0), directions.getFirst().vector(), 1e-4);
    }

    @Test
    void fewerImagesThanLabelsGiveFiniteDirections() {
        List<Direction> directions = DirectionFit.fit(
                        Arrays.copyOf(latents, 2 * LATENTS), LATENTS, LABELS, Arrays.copyOf(labels, 6))
                .directions();
        assertEquals(3, directions.size());
        assertTrue(directions.stream()
                .allMatch(direction -> Arrays.stream(direction.vector()).allMatch(Double::isFinite)));
    }

    private LatentDirections fit() {
        return DirectionFit.fit(latents, LATENTS, LABELS, labels);
    }

    /** What a step changes in the labels that fit a latent best under the true effects. */
    private static double[] predicted(double[] step) {
        RealMatrix effects = new Array2DRowRealMatrix(EFFECTS).transpose();
        return new QRDecomposition(effects)
                .getSolver()
                .solve(new Array2DRowRealMatrix(step))
                .getColumn(0);
    }

    private double[] differenceOfMeans(int label) {
        double[][] sums = new double[2][LATENTS];
        int[] counts = new int[2];
        for (int i = 0; i < COUNT; i++) {
            int side = labels[i * LABELS.size() + label] > 0 ? 1 : 0;
            counts[side]++;
            for (int j = 0; j < LATENTS; j++) {
                sums[side][j] += latents[i * LATENTS + j];
            }
        }
        double[] difference = new double[LATENTS];
        for (int j = 0; j < LATENTS; j++) {
            difference[j] = sums[1][j] / counts[1] - sums[0][j] / counts[0];
        }
        return difference;
    }
}
