package io.likeness.training.protocol;

import io.likeness.contracts.training.TrainingConfiguration;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the numbers in a network, in long arithmetic, so that one too large to build can be counted too. oneDNN keeps channels in blocks
 * of 16 and fills the last one up; what is called blocked counts them so. Immutable, safe for threads.
 *
 * @param labels K, of a conditional network
 * @param channels C of an image and the outputs of each convolution after it
 */
public record NetworkSize(int side, List<Integer> channels, int latents, int kernel, int labels) {
    private static final int BLOCK = 16;

    public static NetworkSize of(TrainingConfiguration configuration) {
        List<Integer> channels = new ArrayList<>(List.of(configuration.channels()));
        channels.addAll(configuration.convolutionChannels());
        return new NetworkSize(
                configuration.side(),
                List.copyOf(channels),
                configuration.latents(),
                configuration.kernel(),
                configuration.conditions().size());
    }

    NetworkSize withSide(int other) {
        return new NetworkSize(other, channels, latents, kernel, labels);
    }

    int depth() {
        return channels.size() - 1;
    }

    /** C S S. */
    long imageLength() {
        return channels.getFirst() * pixels(0);
    }

    /** Numbers between the convolutions and the linear layers. */
    long features() {
        return channels.getLast() * pixels(depth());
    }

    /** Trainable numbers. */
    public long parameters() {
        long count = 2 * features() * latents + (labels + 1) * (latents + features());
        for (int layer = 0; layer < depth(); layer++) {
            long in = channels.get(layer);
            long out = channels.get(layer + 1);
            count += 2 * in * out * kernel * kernel + in + out;
        }
        return count;
    }

    /** The same in blocks. */
    public long blockedParameters() {
        long count = 2 * blocked(features()) * blocked(latents)
                + (blocked(labels) + 1) * (blocked(latents) + blocked(features()));
        for (int layer = 0; layer < depth(); layer++) {
            long in = blocked(channels.get(layer));
            long out = blocked(channels.get(layer + 1));
            count += 2 * in * out * kernel * kernel + in + out;
        }
        return count;
    }

    /** Of one image on its way through all layers: the image, what each layer makes of it in blocks, and the image again, plain. */
    public long blockedActivations() {
        long count = 2 * imageLength() + blocked(channels.getFirst()) * pixels(0) + blocked(latents);
        for (int layer = 1; layer <= depth(); layer++) {
            count += 2 * blocked(channels.get(layer)) * pixels(layer);
        }
        return count + features();
    }

    private long pixels(int layer) {
        long width = side >> layer;
        return width * width;
    }

    /** The same number of channels, filled up. */
    static long blocked(long count) {
        return (count + BLOCK - 1) / BLOCK * BLOCK;
    }
}
