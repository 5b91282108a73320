package io.likeness.contracts.training;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Require;
import io.likeness.contracts.Violations;
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
        discriminatorChannels =
                List.copyOf(Require.present("adversarial.discriminatorChannels", discriminatorChannels));
        Violations violations = new Violations(ErrorCode.IMPOSSIBLE_CONFIGURATION);
        violations.unless(epochs >= 1 && epochs <= 5_000, "adversarial.epochs", "1 to 5000", epochs);
        rate(violations, "adversarial.learningRate", learningRate);
        rate(violations, "adversarial.discriminatorLearningRate", discriminatorLearningRate);
        int layers = discriminatorChannels.size();
        violations.unless(layers >= 1 && layers <= 6, "adversarial.discriminatorChannels.size", "1 to 6", layers);
        for (int count : discriminatorChannels) {
            violations.unless(count >= 1 && count <= 512, "adversarial.discriminatorChannels", "1 to 512", count);
        }
        violations.unless(anchor > 0 && anchor <= 1000, "adversarial.anchor", "above 0 and at most 1000", anchor);
        violations.requireNone();
    }

    private static void rate(Violations violations, String field, double found) {
        violations.unless(found > 0 && found <= 1, field, "above 0 and at most 1", found);
    }
}
