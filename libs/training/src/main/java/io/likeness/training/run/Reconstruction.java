package io.likeness.training.run;

import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.data.ImageCache;
import io.likeness.training.data.ImageOrder;
import io.likeness.training.loss.ImageLoss;
import io.likeness.training.loss.LossTerms;
import io.likeness.training.network.Network;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Forward passes over whole splits, batch by batch over all replicas. For one thread. */
public final class Reconstruction {
    private static final int BATCH = 64;

    private final TrainingConfiguration configuration;
    private final Replicas replicas;
    private final ImageLoss[] losses;

    public Reconstruction(TrainingConfiguration configuration, Replicas replicas) {
        this.configuration = configuration;
        this.replicas = replicas;
        this.losses = new ImageLoss[replicas.count()];
        for (int replica = 0; replica < losses.length; replica++) {
            losses[replica] = new ImageLoss(configuration.loss(), configuration.channels(), configuration.side());
        }
    }

    /** Every term of the loss, as a mean over all images of the cache, which holds at least one. */
    public LossTerms terms(float[] weights, ImageCache cache) {
        return terms(weights, cache, () -> true).orElseThrow();
    }

    /** The same, or nothing once {@code wanted} says so; it is asked before each batch of each replica. */
    Optional<LossTerms> terms(float[] weights, ImageCache cache, BooleanSupplier wanted) {
        replicas.load(weights);
        int[] order = ImageOrder.natural(cache.count());
        LossSums sums = new LossSums();
        int all = batches(order.length);
        for (int first = 0; first < all; first += replicas.count()) {
            if (!wanted.getAsBoolean()) {
                return Optional.empty();
            }
            int begin = first;
            List<LossTerms> terms = replicas.map(
                    Math.min(replicas.count(), all - begin), (network, i) -> terms(network, begin + i, cache, order));
            for (int i = 0; i < terms.size(); i++) {
                sums.add(terms.get(i), size(begin + i, order.length));
            }
        }
        return Optional.of(sums.means());
    }

    /** Latents {@code float[order.length * D]} of the images in that order. */
    public float[] encode(float[] weights, ImageCache cache, int[] order) {
        replicas.load(weights);
        return concatenate(replicas.map(batches(order.length), (network, batch) -> {
            int size = size(batch, order.length);
            int from = batch * BATCH;
            float[] labels = cache.conditions().read(order, from, from + size);
            return network.encode(cache.read(order, from, from + size), labels, size);
        }));
    }

    /** What the network makes of images {@code float[count, C, S, S]} with labels {@code float[count, K]}. */
    public float[] reconstruct(float[] weights, float[] images, float[] labels, int count) {
        replicas.load(weights);
        return replicas.map(1, (network, i) -> network.reconstruct(images, labels, count))
                .getFirst();
    }

    /** {@code float[count, C, S, S]} in [0, 1]. */
    float[] decode(float[] weights, DecoderInputs inputs) {
        replicas.load(weights);
        return concatenate(replicas.map(batches(inputs.count()), (network, batch) -> {
            int from = batch * BATCH;
            DecoderInputs part = inputs.part(from, from + size(batch, inputs.count()));
            return network.decode(part.latents(), part.labels(), part.count());
        }));
    }

    /** Batch i runs on replica i modulo their number, so that no two threads share a loss. */
    private LossTerms terms(Network network, int batch, ImageCache cache, int[] order) {
        int size = size(batch, order.length);
        float[] images = cache.read(order, batch * BATCH, batch * BATCH + size);
        float[] labels = cache.conditions().read(order, batch * BATCH, batch * BATCH + size);
        return losses[batch % losses.length].measure(network.reconstruct(images, labels, size), images, size);
    }

    private static int batches(int count) {
        return (count + BATCH - 1) / BATCH;
    }

    private static int size(int batch, int count) {
        return Math.min(BATCH, count - batch * BATCH);
    }

    private static float[] concatenate(List<float[]> parts) {
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int next = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, next, part.length);
            next += part.length;
        }
        return all;
    }
}
