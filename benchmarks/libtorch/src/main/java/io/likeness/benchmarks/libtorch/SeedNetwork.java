package io.likeness.benchmarks.libtorch;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** The autoencoder of the {@code seed} preset on weights that it shares with others, with gradients of its own. For one thread. */
final class SeedNetwork {
    private static final long[] TWO = {2, 2};
    private static final long[] ONE = {1, 1};
    private static final int LAYERS = 3;
    private static final int ENCODER_LINEAR = 6;
    private static final int DECODER_LINEAR = 8;
    private static final int TRANSPOSED = 10;

    private final List<Tensor> weights;
    private final List<TensorOptional> optionals;

    /** A network on the storage of these weights. */
    SeedNetwork(List<Tensor> shared) {
        this.weights = shared.stream()
                .map(weight -> weight.detach().requires_grad_(true))
                .toList();
        this.optionals = weights.stream().map(TensorOptional::new).toList();
    }

    /** Leaves of the graph, in the order of {@link Weights#SHAPES}. */
    List<Tensor> weights() {
        return weights;
    }

    /** Mean squared error of the reconstruction, differentiable. */
    Tensor loss(Tensor images) {
        return torch.mse_loss(decode(encode(images)), images);
    }

    /** As {@code zero_grad(set_to_none=True)}: the next backward pass keeps its gradients instead of adding them. */
    void forgetGradients() {
        weights.forEach(weight -> weight.mutable_grad().reset());
    }

    private Tensor encode(Tensor images) {
        Tensor h = images;
        for (int layer = 0; layer < LAYERS; layer++) {
            int at = 2 * layer;
            h = torch.relu_(torch.conv2d(h, weights.get(at), optionals.get(at + 1), TWO, ONE, ONE, 1));
        }
        return linear(h.flatten(1, 3), ENCODER_LINEAR);
    }

    private Tensor decode(Tensor latents) {
        Tensor h = linear(latents, DECODER_LINEAR).view(-1, 64, 8, 8);
        for (int layer = 0; layer < LAYERS; layer++) {
            int at = TRANSPOSED + 2 * layer;
            h = torch.conv_transpose2d(h, weights.get(at), optionals.get(at + 1), TWO, ONE, ONE, 1, ONE);
            h = layer < LAYERS - 1 ? torch.relu_(h) : torch.sigmoid(h);
        }
        return h;
    }

    private Tensor linear(Tensor values, int at) {
        return torch.linear(values, weights.get(at), optionals.get(at + 1));
    }
}
