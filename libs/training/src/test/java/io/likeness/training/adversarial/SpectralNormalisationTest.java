package io.likeness.training.adversarial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.latents.RandomStream;
import io.likeness.training.network.DiscriminatorDesign;
import io.likeness.training.network.Layers;
import io.likeness.training.network.Parameter;
import io.likeness.training.network.Parameters;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;

class SpectralNormalisationTest {
    private static final String LOGITS = Layers.weight(Layers.LOGIT_CONVOLUTION);

    private final Parameters parameters = Parameters.of(new DiscriminatorDesign(1, 16, List.of(3, 5), 2));
    private final float[] weights = parameters.initial(4);

    @Test
    void everyWeightButTheLogitsComesToHaveTheGreatestSingularValueOne() {
        float[] normalised = settled(SpectralNormalisation.start(parameters, weights, 1));
        for (Parameter parameter : parameters.all()) {
            if (parameter.shape().size() == 1) {
                for (int i = parameter.offset(); i < parameter.offset() + parameter.length(); i++) {
                    assertEquals(weights[i], normalised[i], parameter.name());
                }
            } else if (!parameter.name().equals(LOGITS)) {
                // Power iteration in FLOAT.
                assertEquals(1, greatestSingularValue(normalised, parameter), 1e-4, parameter.name());
            }
        }
    }

    @Test
    void everyMapOfLogitsHasAWeightOfLengthOne() {
        float[] normalised = settled(SpectralNormalisation.start(parameters, weights, 1));
        Parameter logits = parameters.require(LOGITS);
        int maps = logits.shape().getLast();
        for (int map = 0; map < maps; map++) {
            double square = 0;
            for (int i = map; i < logits.length(); i += maps) {
                square += Math.pow(normalised[logits.offset() + i], 2);
            }
            // A sum of 80 squares in FLOAT.
            assertEquals(1, square, 1e-5, "map " + map);
        }
    }

    @Test
    void aBoundScalesDownWhatIsAboveItAndNothingElse() {
        Parameter first = parameters.all().getFirst();
        double most = greatestSingularValue(weights, first);
        float[] bound = weights.clone();
        SpectralNormalisation.bound(parameters.all(), bound, 2 * most);
        assertArrayEquals(weights, bound, "all are below");
        SpectralNormalisation.bound(List.of(first), bound, most / 2);
        // Twenty iterations find a norm to about a percent.
        assertEquals(most / 2, greatestSingularValue(bound, first), 0.01 * most);
        int others = first.offset() + first.length();
        assertArrayEquals(
                Arrays.copyOfRange(weights, others, weights.length), Arrays.copyOfRange(bound, others, bound.length));
    }

    /** A change of the weights along the gradients changes a linear loss of the normalised weights by their square, to first order. */
    @Test
    void gradientsPassThroughTheNorms() {
        SpectralNormalisation norms = SpectralNormalisation.start(parameters, weights, 1);
        float[] normalised = settled(norms);
        RandomStream random = new RandomStream(9);
        float[] byNormalised = new float[weights.length];
        for (int i = 0; i < byNormalised.length; i++) {
            byNormalised[i] = (float) random.nextGaussian();
        }
        float[] byWeights = byNormalised.clone();
        norms.throughNorms(normalised, byWeights);
        double step = 1e-3;
        float[] moved = new float[weights.length];
        double square = 0;
        for (int i = 0; i < weights.length; i++) {
            moved[i] = (float) (weights[i] + step * byWeights[i]);
            square += byWeights[i] * byWeights[i];
        }
        float[] after = new float[weights.length];
        for (int i = 0; i < 200; i++) {
            norms.normalise(moved, after);
        }
        double change = 0;
        for (int i = 0; i < weights.length; i++) {
            change += byNormalised[i] * ((double) after[i] - normalised[i]);
        }
        // The second order is as large as step times the curvature.
        assertEquals(square, change / step, 0.05 * square);
    }

    @Test
    void resumedItGoesOnWithTheSameNumbers() {
        SpectralNormalisation norms = SpectralNormalisation.start(parameters, weights, 1);
        SpectralNormalisation resumed =
                SpectralNormalisation.resume(parameters, norms.directions().clone());
        float[] expected = new float[weights.length];
        float[] found = new float[weights.length];
        norms.normalise(weights, expected);
        resumed.normalise(weights, found);
        assertArrayEquals(expected, found);
    }

    private float[] settled(SpectralNormalisation norms) {
        float[] normalised = new float[weights.length];
        for (int i = 0; i < 200; i++) {
            norms.normalise(weights, normalised);
        }
        return normalised;
    }

    private static double greatestSingularValue(float[] weights, Parameter parameter) {
        int columns = parameter.shape().getLast();
        double[][] rows = new double[parameter.length() / columns][columns];
        for (int i = 0; i < parameter.length(); i++) {
            rows[i / columns][i % columns] = weights[parameter.offset() + i];
        }
        return new SingularValueDecomposition(new Array2DRowRealMatrix(rows)).getNorm();
    }
}
