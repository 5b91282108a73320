package io.likeness.training;

import io.likeness.contracts.training.AdversarialStage;
import io.likeness.training.network.DiscriminatorDesign;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the numbers in a discriminator, in long arithmetic and oneDNN's blocks, as {@link NetworkSize} does. Immutable, safe for threads.
 *
 * @param channels C of an image, the outputs of each convolution after it, and 1 of the logits
 */
record DiscriminatorSize(int side, List<Integer> channels, int kernel) {

    static DiscriminatorSize of(AdversarialStage stage, int imageChannels, int side) {
        List<Integer> channels = new ArrayList<>(List.of(imageChannels));
        channels.addAll(stage.discriminatorChannels());
        channels.add(1);
        int kernel = new DiscriminatorDesign(imageChannels, side, stage.discriminatorChannels()).kernel();
        return new DiscriminatorSize(side, List.copyOf(channels), kernel);
    }

    /** How often it halves a side. */
    int depth() {
        return channels.size() - 1;
    }

    /** Trainable numbers. */
    long parameters() {
        long count = 0;
        for (int layer = 0; layer < depth(); layer++) {
            long in = channels.get(layer);
            long out = channels.get(layer + 1);
            count += in * out * kernel * kernel + out;
        }
        return count;
    }

    /** The same in blocks. */
    long blockedParameters() {
        long count = 0;
        for (int layer = 0; layer < depth(); layer++) {
            long in = NetworkSize.blocked(channels.get(layer));
            long out = NetworkSize.blocked(channels.get(layer + 1));
            count += in * out * kernel * kernel + out;
        }
        return count;
    }

    /** Of one image on its way through all layers: the image, plain and in blocks, and what each layer makes of it. */
    long blockedActivations() {
        long count = (long) channels.getFirst() * side * side;
        for (int layer = 0; layer <= depth(); layer++) {
            long width = side >> layer;
            count += NetworkSize.blocked(channels.get(layer)) * width * width;
        }
        return count;
    }
}
