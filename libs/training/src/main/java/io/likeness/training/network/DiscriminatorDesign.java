package io.likeness.training.network;

import java.util.List;

/**
 * A patch discriminator (Isola et al., "Image-to-Image Translation with Conditional Adversarial Networks", CVPR 2017): convolutions of stride 2
 * with LeakyReLU, and one more, whose output is a map of logits, each of which sees a part of the image.
 *
 * @param channels C of the images {@code float[N, C, S, S]}
 * @param side S, divisible by 2 per convolution
 * @param convolutionChannels output channels of the convolutions before the last
 */
public record DiscriminatorDesign(int channels, int side, List<Integer> convolutionChannels) {
    /** That of the leaky rectifiers, as in DCGAN (Radford et al. 2016). */
    public static final float SLOPE = 0.2f;

    private static final int KERNEL = 4;

    public DiscriminatorDesign {
        convolutionChannels = List.copyOf(convolutionChannels);
    }

    public int kernel() {
        return KERNEL;
    }

    public int imageLength() {
        return channels * side * side;
    }

    /** Side of the map of logits. */
    public int logitSide() {
        return side >> (convolutionChannels.size() + 1);
    }

    /** Logits an image. */
    public int logits() {
        return logitSide() * logitSide();
    }
}
