package io.likeness.training.judge;

import io.likeness.training.network.HalvingConvolutions;
import io.likeness.training.network.Layers;
import io.likeness.training.network.NativeNumbers;
import io.likeness.training.network.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The judge's network as a SameDiff graph with the loss it is trained by: {@code mean(importance * log(1 + exp(-sign * logit)))}, the
 * sigmoid cross-entropy. Owns its weights in native memory until {@link #close()}; for one thread.
 */
final class JudgeGraph implements AutoCloseable {
    private static final String SIGN = "sign";
    private static final String IMPORTANCE = "importance";
    private static final String KEPT = "kept";
    private static final String LOSS = "loss";
    private static final DataType TYPE = DataType.FLOAT;

    private final JudgeLayers layers;
    private final SameDiff graph = SameDiff.create();

    JudgeGraph(JudgeLayers layers) {
        this.layers = layers;
        for (Parameter parameter : layers.parameters().values()) {
            long[] shape =
                    parameter.shape().stream().mapToLong(Integer::longValue).toArray();
            graph.var(parameter.name(), Nd4j.zeros(TYPE, shape));
        }
        SDVariable sign = graph.placeHolder(SIGN, TYPE, -1, layers.attributes());
        SDVariable importance = graph.placeHolder(IMPORTANCE, TYPE, -1, layers.attributes());
        SDVariable margin = logits().mul(sign).neg();
        graph.nn().softplus(margin).mul(importance).mean(LOSS);
        graph.setLossVariables(LOSS);
    }

    void load(float[] weights) {
        for (Parameter parameter : layers.parameters().values()) {
            INDArray weight = graph.getVariable(parameter.name()).getArr();
            NativeNumbers.write(weights, parameter.offset(), parameter.length(), weight);
        }
    }

    /** The loss of a batch; overwrites {@code gradients}, one number a weight. */
    double lossAndGradients(JudgeBatch batch, float[] gradients) {
        int count = batch.count();
        int attributes = layers.attributes();
        try (INDArray images = array(batch.images(), count, 1, JudgeLayers.SIDE, JudgeLayers.SIDE);
                INDArray kept = array(batch.kept(), count, JudgeLayers.flatLength());
                INDArray signs = array(batch.signs(), count, attributes);
                INDArray importance = array(batch.importance(), count, attributes)) {
            OutAndGrad result = graph.calculateGradientsAndOutputs(
                    Map.of(JudgeLayers.IMAGE, images, KEPT, kept, SIGN, signs, IMPORTANCE, importance),
                    List.of(LOSS),
                    layers.parameters().keySet());
            for (Parameter parameter : layers.parameters().values()) {
                try (INDArray gradient = require(result.getGradients(), parameter.name())) {
                    NativeNumbers.read(gradient, gradients, parameter.offset());
                }
            }
            try (INDArray loss = require(result.getOutputs(), LOSS)) {
                return loss.getDouble(0);
            }
        }
    }

    @Override
    public void close() {
        layers.parameters()
                .keySet()
                .forEach(name -> graph.getVariable(name).getArr().close());
    }

    private SDVariable logits() {
        SDVariable value = graph.placeHolder(JudgeLayers.IMAGE, TYPE, -1, 1, JudgeLayers.SIDE, JudgeLayers.SIDE)
                .sub(JudgeLayers.CENTRE)
                .mul(JudgeLayers.GAIN);
        for (int layer = 0; layer < JudgeLayers.CHANNELS.size(); layer++) {
            value = graph.nn().relu(convolution(value, JudgeLayers.convolution(layer)), 0);
        }
        SDVariable flat = graph.reshape(value, -1, JudgeLayers.flatLength());
        SDVariable kept = flat.mul(graph.placeHolder(KEPT, TYPE, -1, JudgeLayers.flatLength()));
        SDVariable features = graph.nn().relu(linear(kept, JudgeLayers.FEATURE_LINEAR), 0);
        return linear(features, JudgeLayers.ATTRIBUTE_LINEAR);
    }

    private SDVariable convolution(SDVariable in, String layer) {
        return new HalvingConvolutions(graph, JudgeLayers.GEOMETRY).apply(in, layer);
    }

    private SDVariable linear(SDVariable in, String layer) {
        return in.mmul(graph.getVariable(Layers.weight(layer))).add(graph.getVariable(Layers.bias(layer)));
    }

    private static INDArray array(float[] values, long... shape) {
        return NativeNumbers.of(TYPE, values, values.length, shape);
    }

    private static INDArray require(Map<String, INDArray> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }
}
