package io.likeness.training.protocol;

import io.likeness.contracts.training.AdversarialStage;
import io.likeness.contracts.training.TrainingConfiguration;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the numbers in a discriminator, in long arithmetic and oneDNN's blocks, as {@link NetworkSize} does. Immutable, safe for threads.
 *
 * @param channels C of an image, the outputs of each convolution after it, and the maps of logits
 */
public record DiscriminatorSize(int side, List<Integer> channels) {
    /** Side of every convolution's kernel. */
    private static final int KERNEL = 4;

    /** @param side of the images, which need not be the configuration's */
    public static DiscriminatorSize of(TrainingConfiguration configuration, AdversarialStage stage, int side) {
        List<Integer> channels = new ArrayList<>(List.of(configuration.channels()));
        channels.addAll(stage.discriminatorChannels());
        channels.add(1 + configuration.conditions().size());
        return new DiscriminatorSize(side, List.copyOf(channels));
    }

    /** How often it halves a side. */
    int depth() {
        return channels.size() - 1;
    }

    /** Trainable numbers. */
    public long parameters() {
        long count = 0;
        for (int layer = 0; layer < depth(); layer++) {
            long in = channels.get(layer);
            long out = channels.get(layer + 1);
            count += in * out * KERNEL * KERNEL + out;
        }
        return count;
    }

    /** The same in blocks. */
    long blockedParameters() {
        long count = 0;
        for (int layer = 0; layer < depth(); layer++) {
            long in = NetworkSize.blocked(channels.get(layer));
            long out = NetworkSize.blocked(channels.get(layer + 1));
            count += in * out * KERNEL * KERNEL + out;
        }
        return count;
    }

    /** Of one image on its way through all layers: the image, plain and in blocks, and what each layer makes of it. */
    public long blockedActivations() {
        long count = (long) channels.getFirst() * side * side;
        for (int layer = 0; layer <= depth(); layer++) {
            long width = side >> layer;
            count += NetworkSize.blocked(channels.get(layer)) * width * width;
        }
        return count;
    }
}
