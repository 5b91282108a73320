package io.likeness.training.network;

import static io.likeness.contracts.training.Activation.LEAKY_RELU;
import static io.likeness.contracts.training.Activation.RELU;

import io.likeness.contracts.training.Activation;
import io.likeness.contracts.training.Augmentation;
import io.likeness.contracts.training.LearningRateSchedule;
import io.likeness.contracts.training.LossWeights;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.latents.RandomStream;
import java.util.List;

/** Small networks that together have every kernel, activation, term of the loss and number of channels, from one convolution to six. */
public enum NetworkCase {
    GREY_WITH_KERNEL_3(16, 1, List.of(4, 6), 3, RELU, 1, 0, 0),
    COLOUR_WITH_KERNEL_4(16, 3, List.of(5, 3), 4, LEAKY_RELU, 0.5, 2, 0),
    GREY_WITH_KERNEL_5(24, 1, List.of(4, 6, 5), 5, RELU, 1, 0, 0.3),
    COLOUR_BY_SIMILARITY(16, 3, List.of(4, 6), 3, LEAKY_RELU, 0, 0, 1),
    EVERY_TERM_IN_COLOUR(16, 3, List.of(4), 4, RELU, 0.2, 0.7, 1.5),
    DOWN_TO_ONE_PIXEL(16, 1, List.of(3, 4, 5, 6), 5, LEAKY_RELU, 0, 1, 0),
    SIX_CONVOLUTIONS(64, 1, List.of(2, 3, 2, 3, 4, 5), 3, LEAKY_RELU, 1, 0, 0),
    SHORT_LATENTS(16, 1, List.of(4, 6), 3, RELU, 1, 0, 0, 0.4, List.of()),
    TOLD_ONE_LABEL(16, 1, List.of(4, 6), 3, RELU, 1, 0, 0, 0, List.of("smile")),
    TOLD_THREE_LABELS_IN_COLOUR(16, 3, List.of(5, 3), 4, LEAKY_RELU, 0.5, 1, 0, 0.4, List.of("smile", "age", "hat"));

    /** As many as {@link #images()} has: not a multiple of a vector's length. */
    static final int IMAGES = 3;

    private final TrainingConfiguration configuration;

    NetworkCase(
            int side,
            int channels,
            List<Integer> convolutionChannels,
            int kernel,
            Activation activation,
            double mse,
            double l1,
            double ssim) {
        this(side, channels, convolutionChannels, kernel, activation, mse, l1, ssim, 0, List.of());
    }

    NetworkCase(
            int side,
            int channels,
            List<Integer> convolutionChannels,
            int kernel,
            Activation activation,
            double mse,
            double l1,
            double ssim,
            double latentPenalty,
            List<String> conditions) {
        this.configuration = new TrainingConfiguration(
                TrainingConfiguration.CUSTOM,
                side,
                channels,
                5,
                convolutionChannels,
                kernel,
                activation,
                new LossWeights(mse, l1, ssim, latentPenalty),
                4,
                1,
                1e-3,
                LearningRateSchedule.CONSTANT,
                0,
                Augmentation.NONE,
                7,
                conditions,
                0.0,
                null);
    }

    public TrainingConfiguration configuration() {
        return configuration;
    }

    float[] weights() {
        return new Parameters(configuration).initial(11);
    }

    /** Noise in [0, 1]. */
    float[] images() {
        return uniform(5, IMAGES * configuration.imageLength());
    }

    /** From -0.5 to 0.5. */
    float[] latents() {
        float[] values = uniform(6, IMAGES * configuration.latents());
        for (int i = 0; i < values.length; i++) {
            values[i] -= 0.5f;
        }
        return values;
    }

    /** From -1 to 1; none for an unconditional network. */
    float[] labels() {
        float[] values = uniform(9, IMAGES * configuration.conditions().size());
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * values[i] - 1;
        }
        return values;
    }

    private static float[] uniform(long seed, int length) {
        RandomStream random = new RandomStream(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }
}
