package io.likeness.training.run;

import io.likeness.training.data.ImageCache;
import io.likeness.training.data.ImageOrder;
import java.util.List;

/** Forward passes over whole splits, batch by batch over all replicas. For one thread. */
public final class Reconstruction {
    private static final int BATCH = 64;

    private final Replicas replicas;

    public Reconstruction(Replicas replicas) {
        this.replicas = replicas;
    }

    /** Mean squared error per value over all images of the cache, which holds at least one. */
    public double meanSquaredError(float[] weights, ImageCache cache) {
        replicas.load(weights);
        int[] order = ImageOrder.natural(cache.count());
        List<Double> sums = replicas.map(batches(order.length), (network, batch) -> {
            int from = batch * BATCH;
            int to = Math.min(order.length, from + BATCH);
            return network.loss(cache.read(order, from, to), to - from) * (to - from);
        });
        return sums.stream().mapToDouble(Double::doubleValue).sum() / order.length;
    }

    /** Latents {@code float[order.length * D]} of the images in that order. */
    public float[] encode(float[] weights, ImageCache cache, int[] order) {
        replicas.load(weights);
        return concatenate(replicas.map(batches(order.length), (network, batch) -> {
            int from = batch * BATCH;
            int to = Math.min(order.length, from + BATCH);
            return network.encode(cache.read(order, from, to), to - from);
        }));
    }

    /** Images of latents {@code float[count * D]}. */
    public float[] decode(float[] weights, float[] latents, int count) {
        replicas.load(weights);
        int dimension = latents.length / count;
        return concatenate(replicas.map(batches(count), (network, batch) -> {
            int from = batch * BATCH;
            int to = Math.min(count, from + BATCH);
            float[] part = new float[(to - from) * dimension];
            System.arraycopy(latents, from * dimension, part, 0, part.length);
            return network.decode(part, to - from);
        }));
    }

    private static int batches(int count) {
        return (count + BATCH - 1) / BATCH;
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
