package io.likeness.training.network;

import io.likeness.contracts.training.AdversarialStage;
import io.likeness.contracts.training.TrainingConfiguration;
import java.util.List;

/**
 * A patch discriminator (Isola et al., "Image-to-Image Translation with Conditional Adversarial Networks", CVPR 2017): convolutions of stride 2
 * with LeakyReLU, and one more, whose outputs are maps of logits, each of which sees a part of the image. The first map is about whether it is a
 * photograph, each other one about whether it has a label (an auxiliary classifier; Odena et al., "Conditional Image Synthesis with Auxiliary
 * Classifier GANs", ICML 2017).
 *
 * @param channels C of the images {@code float[N, C, S, S]}
 * @param side S, divisible by 2 per convolution
 * @param convolutionChannels output channels of the convolutions before the last
 * @param labels K, of which it tells whether an image has them
 */
public record DiscriminatorDesign(int channels, int side, List<Integer> convolutionChannels, int labels) {
    /** That of the leaky rectifiers, as in DCGAN (Radford et al. 2016). */
    public static final float SLOPE = 0.2f;

    private static final int KERNEL = 4;

    public DiscriminatorDesign {
        convolutionChannels = List.copyOf(convolutionChannels);
    }

    /** The discriminator that the stage trains. */
    public static DiscriminatorDesign of(TrainingConfiguration configuration, AdversarialStage stage) {
        return new DiscriminatorDesign(
                configuration.channels(),
                configuration.side(),
                stage.discriminatorChannels(),
                configuration.conditions().size());
    }

    public int kernel() {
        return KERNEL;
    }

    public int imageLength() {
        return channels * side * side;
    }

    /** One, and one for each label. */
    public int maps() {
        return 1 + labels;
    }

    /** Side of a map of logits. */
    public int logitSide() {
        return side >> (convolutionChannels.size() + 1);
    }

    /** Logits an image, of all maps. */
    public int logits() {
        return maps() * logitSide() * logitSide();
    }
}
