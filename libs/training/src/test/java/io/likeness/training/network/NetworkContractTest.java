package io.likeness.training.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.LossWeights;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.loss.ImageLoss;
import io.likeness.training.loss.LossTerms;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;

/** What every {@link Network} in FLOAT does: the numbers of libtorch, and those of the graph in DOUBLE. */
public abstract class NetworkContractTest {
    /** Sums of up to 4,096 products in FLOAT, added in another order, differ by about 1e-6 of values near 1. */
    private static final double FORWARD = 1e-5;
    /** Gradients pass nine layers of such sums twice. */
    private static final double RELATIVE_GRADIENT = 1e-3;

    private static final double GRADIENT_FLOOR = 1e-7;
    /** A hundredth of one Adam step of 1e-3. */
    private static final double STEP = 1e-5;
    /** Of the greatest gradient in the same array: sums of some 1,000 products, whose rounding errors of 6e-8 grow with the layers. */
    private static final double GRADIENT_OF_ITS_ARRAY = 1e-5;
    /** The similarity subtracts squares near 0.3 whose rounding, 3e-8, is left in variances of 1e-3 and less. */
    private static final double GRADIENT_OF_SIMILARITY = 2e-4;

    private final TrainingConfiguration seed = TrainingConfiguration.seedPreset();
    private final Parameters seedParameters = new Parameters(seed);
    private final LibtorchValues libtorch = new LibtorchValues();

    /** A new network, which the suite closes. */
    protected abstract Network network(TrainingConfiguration configuration);

    @Test
    void theForwardPassGivesTheNumbersOfLibtorch() {
        try (Network network = network(seed)) {
            network.load(GoldenInputs.weights(seedParameters));

            float[] latents = network.encode(GoldenInputs.images(), 2);
            float[] decoded = network.decode(latents, 2);

            assertArrayEquals(libtorch.latents(), latents, (float) FORWARD);
            float[] expected = libtorch.reconstruction();
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], decoded[i * 509], FORWARD, "reconstruction " + i * 509);
            }
        }
    }

    @Test
    void gradientsAndThreeStepsOfAdamGiveTheNumbersOfLibtorch() {
        float[] weights = GoldenInputs.weights(seedParameters);
        float[] gradients = new float[seedParameters.length()];
        Adam adam = new Adam(seedParameters.length());
        try (Network network = network(seed)) {
            for (int step = 0; step <= 3; step++) {
                network.load(weights);
                double loss = network.lossAndGradients(GoldenInputs.images(), 2, gradients)
                        .mse();
                assertEquals(libtorch.lossAfter(step), loss, FORWARD, "loss after step " + step);
                if (step == 0) {
                    libtorch.assertGradients(gradients, RELATIVE_GRADIENT, GRADIENT_FLOOR);
                }
                if (step == 3) {
                    libtorch.assertWeightsAfterThreeSteps(weights, STEP);
                }
                adam.begin(seed.learningRate());
                adam.update(weights, gradients, 0, weights.length);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void gradientsAreThoseOfTheGraphInDouble(NetworkCase example) {
        Parameters parameters = new Parameters(example.configuration());
        boolean similarity = example.configuration().loss().ssim() > 0;
        double relative = similarity ? GRADIENT_OF_SIMILARITY : GRADIENT_OF_ITS_ARRAY;
        float[] expected = gradients(new SameDiffNetwork(example.configuration(), DataType.DOUBLE), example);
        float[] found = gradients(network(example.configuration()), example);
        for (Parameter parameter : parameters.all()) {
            double greatest = 0;
            for (int i = parameter.offset(); i < parameter.offset() + parameter.length(); i++) {
                greatest = Math.max(greatest, Math.abs(expected[i]));
            }
            assertTrue(greatest > 0, parameter.name());
            for (int i = parameter.offset(); i < parameter.offset() + parameter.length(); i++) {
                assertEquals(expected[i], found[i], relative * greatest, parameter.name() + " " + i);
            }
        }
    }

    /** The loss of reconstructions, taken from the outside, gives the decoder's parameters the gradients of the whole. */
    @ParameterizedTest
    @EnumSource
    void theDecodersGradientsAreThoseOfTheWholeNetwork(NetworkCase example) {
        TrainingConfiguration configuration = example.configuration();
        float[] images = example.images();
        float[] expected = gradients(network(configuration), example);
        float[] found = new float[expected.length];
        ImageLoss loss = new ImageLoss(configuration.loss(), configuration.channels(), configuration.side());
        try (Network network = network(configuration)) {
            network.load(example.weights());
            float[] latents = network.encode(images, example.labels(), NetworkCase.IMAGES);
            network.decoderGradients(
                    latents,
                    example.labels(),
                    NetworkCase.IMAGES,
                    (drawn, gradient) -> loss.gradient(drawn, images, NetworkCase.IMAGES, gradient),
                    found);
        }
        int first = new Parameters(configuration)
                .require(Layers.weight(Layers.DECODER_LINEAR))
                .offset();
        double greatest = 0;
        for (int i = first; i < expected.length; i++) {
            greatest = Math.max(greatest, Math.abs(expected[i]));
        }
        for (int i = first; i < expected.length; i++) {
            assertEquals(expected[i], found[i], GRADIENT_OF_SIMILARITY * greatest, "parameter " + i);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theTermsAreThoseOfTheReconstruction(NetworkCase example) {
        LossWeights weights = example.configuration().loss();
        float[] images = example.images();
        try (Network network = network(example.configuration())) {
            network.load(example.weights());
            LossTerms found = network.lossAndGradients(
                    images, example.labels(), NetworkCase.IMAGES, new float[example.weights().length]);
            float[] reconstruction = network.reconstruct(images, example.labels(), NetworkCase.IMAGES);
            LossTerms expected = PlainLoss.between(images, reconstruction, example.configuration());
            assertEquals(expected.mse(), found.mse(), FORWARD);
            assertEquals(weights.l1() > 0 ? expected.l1() : Double.NaN, found.l1(), FORWARD);
            assertEquals(weights.ssim() > 0 ? expected.ssim() : Double.NaN, found.ssim(), FORWARD);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theForwardPassIsThatOfTheGraphInDouble(NetworkCase example) {
        try (Network exact = new SameDiffNetwork(example.configuration(), DataType.DOUBLE);
                Network network = network(example.configuration())) {
            exact.load(example.weights());
            network.load(example.weights());
            int count = NetworkCase.IMAGES;
            float[] images = example.images();
            float[] latents = example.latents();
            float[] labels = example.labels();
            assertArrayEquals(
                    exact.encode(images, labels, count), network.encode(images, labels, count), (float) FORWARD);
            assertArrayEquals(
                    exact.decode(latents, labels, count), network.decode(latents, labels, count), (float) FORWARD);
            assertArrayEquals(
                    exact.reconstruct(images, labels, count), network.reconstruct(images, labels, count), (float)
                            FORWARD);
        }
    }

    /** Fewer images than before, then as many again, each pass without a trace of the one before. */
    @ParameterizedTest
    @EnumSource
    void theNumberOfImagesIsFreeFromCallToCall(NetworkCase example) {
        int length = example.configuration().imageLength();
        float[] images = example.images();
        float[] first = new float[example.weights().length];
        float[] again = new float[first.length];
        Arrays.fill(again, Float.NaN);
        try (Network network = network(example.configuration())) {
            network.load(example.weights());
            float[] all = network.reconstruct(images, example.labels(), NetworkCase.IMAGES);
            LossTerms terms = network.lossAndGradients(images, example.labels(), NetworkCase.IMAGES, first);

            float[] one = network.reconstruct(images, example.labels(), 1);
            network.lossAndGradients(images, example.labels(), 1, again);

            assertArrayEquals(Arrays.copyOf(all, length), one, (float) FORWARD);
            assertEquals(terms, network.lossAndGradients(images, example.labels(), NetworkCase.IMAGES, again));
            assertArrayEquals(first, again);
            assertArrayEquals(all, network.reconstruct(images, example.labels(), NetworkCase.IMAGES));
        }
    }

    @Test
    void labelsChangeWhatIsEncodedAndDecoded() {
        NetworkCase example = NetworkCase.TOLD_ONE_LABEL;
        int count = NetworkCase.IMAGES;
        float[] without = {-1, -1, -1};
        float[] with = {1, 1, 1};
        try (Network network = network(example.configuration())) {
            network.load(example.weights());
            assertFalse(Arrays.equals(
                    network.encode(example.images(), without, count), network.encode(example.images(), with, count)));
            assertFalse(Arrays.equals(
                    network.decode(example.latents(), without, count), network.decode(example.latents(), with, count)));
            refuses("labels", () -> network.encode(example.images(), count));
            refuses("labels", () -> network.decode(example.latents(), new float[2], count));
            refuses("labels", () -> network.reconstruct(example.images(), count));
            refuses(
                    "labels",
                    () -> network.lossAndGradients(example.images(), count, new float[example.weights().length]));
        }
    }

    @Test
    void arraysThatAreTooShortAreRefused() {
        NetworkCase example = NetworkCase.GREY_WITH_KERNEL_3;
        int parameters = example.weights().length;
        try (Network network = network(example.configuration())) {
            refuses("weights", () -> network.load(new float[parameters - 1]));
            refuses("images", () -> network.encode(new float[255], 1));
            refuses("images", () -> network.reconstruct(new float[255], 1));
            refuses("latents", () -> network.decode(new float[4], 1));
            refuses("images", () -> network.lossAndGradients(new float[255], 1, new float[parameters]));
            refuses("gradients", () -> network.lossAndGradients(new float[256], 1, new float[parameters - 1]));
        }
    }

    private static float[] gradients(Network network, NetworkCase example) {
        float[] gradients = new float[example.weights().length];
        try (network) {
            network.load(example.weights());
            network.lossAndGradients(example.images(), example.labels(), NetworkCase.IMAGES, gradients);
        }
        return gradients;
    }

    private static void refuses(String field, Executable call) {
        LikenessException refusal = assertThrows(LikenessException.class, call);
        assertEquals(ErrorCode.INVALID_REQUEST, refusal.code());
        assertTrue(String.valueOf(refusal.getMessage()).startsWith(field + ":"), refusal.getMessage());
    }
}
