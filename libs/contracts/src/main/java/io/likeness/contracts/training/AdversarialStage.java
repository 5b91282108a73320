package io.likeness.contracts.training;

import static io.likeness.contracts.training.TrainingConfiguration.check;

import io.likeness.contracts.Require;
import java.util.List;

/**
 * A second stage of training that sharpens the decoder alone: it draws faces from the fitted density and reconstructs others, and a patch
 * discriminator learns to tell both from photographs (hinge loss with spectral normalisation, Miyato et al. 2018; random shifts of what it
 * sees, Zhao et al. 2020; moving average of the decoder, Yazici et al. 2019). The anchor holds reconstructions to their photographs. Where the
 * networks are told labels, the discriminator learns to read them, and the decoder has to draw what it is told.
 *
 * @param epochs passes over the training images after the autoencoder's own, 1 to 5,000
 * @param learningRate of the decoder's Adam (0.5, 0.999, 1e-8), above 0, at most 1; falls to a twentieth over the last third
 * @param discriminatorLearningRate the same for the discriminator
 * @param discriminatorChannels output channels of its convolutions of stride 2 before the one that gives the logits: 1 to 6, each 1 to 512
 * @param anchor weight of the training's own loss, of the reconstructions, beside the adversarial loss with weight 1; above 0, at most 1,000
 */
public record AdversarialStage(
        int epochs,
        double learningRate,
        double discriminatorLearningRate,
        List<Integer> discriminatorChannels,
        double anchor) {
    public AdversarialStage {
        check("adversarial.epochs", epochs, epochs >= 1 && epochs <= 5_000, "1 to 5000");
        rate("adversarial.learningRate", learningRate);
        rate("adversarial.discriminatorLearningRate", discriminatorLearningRate);
        discriminatorChannels =
                List.copyOf(Require.present("adversarial.discriminatorChannels", discriminatorChannels));
        int layers = discriminatorChannels.size();
        check("adversarial.discriminatorChannels.size", layers, layers >= 1 && layers <= 6, "1 to 6");
        for (int count : discriminatorChannels) {
            check("adversarial.discriminatorChannels", count, count >= 1 && count <= 512, "1 to 512");
        }
        check("adversarial.anchor", anchor, anchor > 0 && anchor <= 1000, "above 0 and at most 1000");
    }

    private static void rate(String field, double found) {
        check(field, found, found > 0 && found <= 1, "above 0 and at most 1");
    }
}
