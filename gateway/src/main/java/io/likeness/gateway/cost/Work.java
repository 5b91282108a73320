package io.likeness.gateway.cost;

import io.likeness.contracts.Digests;
import io.likeness.contracts.Json;
import io.likeness.contracts.training.AdversarialStage;
import io.likeness.contracts.training.TrainingConfiguration;
import java.util.List;

/**
 * How much there is to compute in a training, so that what one has taken tells what another will.
 *
 * @param network tells networks apart that are trained alike, whatever the epochs and the seed
 * @param operations multiplications with an addition, of all epochs
 */
record Work(String network, double operations) {
    /** Forward, then towards the input and towards the weights. */
    private static final int PASSES = 3;

    /** Of the discriminator's convolutions. */
    private static final int JUDGE_KERNEL = 4;

    static Work of(TrainingConfiguration configuration, long images) {
        double half = dense(configuration)
                + convolutions(
                        configuration.side(),
                        configuration.channels(),
                        configuration.convolutionChannels(),
                        configuration.kernel());
        double plain = PASSES * 2 * half * configuration.epochs();
        return new Work(network(configuration), images * (plain + adversarial(configuration, half)));
    }

    /** An image is rebuilt and another drawn; the discriminator sees the photograph and both, and both once more to teach the decoder. */
    private static double adversarial(TrainingConfiguration configuration, double half) {
        AdversarialStage stage = configuration.adversarial();
        if (stage == null) {
            return 0;
        }
        double judge = convolutions(
                configuration.side(), configuration.channels(), stage.discriminatorChannels(), JUDGE_KERNEL);
        return stage.epochs() * (half + PASSES * (2 * half + 5 * judge));
    }

    /** Of an image: each convolution halves the side. */
    private static double convolutions(int side, int channels, List<Integer> outputs, int kernel) {
        double sum = 0;
        double inputs = channels;
        double length = side;
        for (int output : outputs) {
            length /= 2;
            sum += length * length * kernel * kernel * inputs * output;
            inputs = output;
        }
        return sum;
    }

    private static double dense(TrainingConfiguration configuration) {
        List<Integer> channels = configuration.convolutionChannels();
        double side = configuration.side() / (double) (1 << channels.size());
        return side * side * channels.getLast() * configuration.latents();
    }

    private static String network(TrainingConfiguration configuration) {
        TrainingConfiguration alike = configuration.withEpochs(1).withSeed(0);
        AdversarialStage stage = alike.adversarial();
        if (stage != null) {
            alike = alike.withAdversarial(new AdversarialStage(
                    1,
                    stage.learningRate(),
                    stage.discriminatorLearningRate(),
                    stage.discriminatorChannels(),
                    stage.anchor()));
        }
        return Digests.sha256(Json.encode(alike));
    }
}
