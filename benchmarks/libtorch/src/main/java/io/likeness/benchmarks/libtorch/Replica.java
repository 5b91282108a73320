package io.likeness.benchmarks.libtorch;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * One of the networks that train the same weights: it computes the gradients of its part of a batch, and moves its part of the weights by the
 * gradients of all. For one thread.
 */
final class Replica {
    private static final double LEARNING_RATE = 1e-3;

    private final SeedNetwork network;
    private final Adam adam;
    private final int from;
    private final int to;

    /** Owns the weights {@code index * 16 / replicas} and following, which of two are the encoder's and the decoder's. */
    Replica(Weights weights, int index, int replicas) {
        this.network = new SeedNetwork(weights.values());
        this.from = index * Weights.SHAPES.size() / replicas;
        this.to = (index + 1) * Weights.SHAPES.size() / replicas;
        Tensor[] own = network.weights().subList(from, to).toArray(new Tensor[0]);
        this.adam = new Adam(new TensorVector(own), new AdamOptions(LEARNING_RATE));
    }

    /** The loss of {@code order[from..from + size)}, whose gradients are kept, scaled by the part's share of the batch. */
    double gradients(Images images, Tensor order, int first, int size, double share) {
        try (PointerScope scope = new PointerScope()) {
            network.forgetGradients();
            Tensor loss = network.loss(images.batch(order, first, size));
            if (share < 1) {
                loss = loss.mul(new Scalar(share));
            }
            loss.backward();
            return loss.item_double();
        }
    }

    /** Once all replicas that took part have their gradients. */
    void apply(List<Replica> parts) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard constant = new NoGradGuard()) {
            for (int weight = from; weight < to; weight++) {
                sum(parts, weight);
            }
            adam.step();
        }
    }

    /** The mean squared error of images as they lie in the file. */
    double error(Images images, int first, int size) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard constant = new NoGradGuard()) {
            return network.loss(images.batch(first, size)).item_double();
        }
    }

    private void sum(List<Replica> parts, int weight) {
        Tensor sum = parts.getFirst().gradient(weight);
        for (Replica other : parts.subList(1, parts.size())) {
            sum.add_(other.gradient(weight));
        }
        gradient(weight).put(sum);
    }

    private Tensor gradient(int weight) {
        return network.weights().get(weight).mutable_grad();
    }
}
