package io.likeness.training.judge;

import io.likeness.contracts.Json;
import io.likeness.training.export.KernelLayout;
import io.likeness.training.export.OnnxModel;
import io.likeness.training.network.Layers;
import io.likeness.training.network.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Writes the judge as an ONNX model, opset 17: {@code image}, {@code float[N, 1, 64, 64]} in [0, 1], to {@code features}, {@code float[N,
 * 64]}, and {@code probabilities}, {@code float[N, K]}. Immutable, safe for threads.
 */
final class JudgeExport {
    static final String CARD = "likeness.judge";
    private static final String FLAT = "flat";
    private static final String LINEAR = "features.raw";

    private final JudgeLayers layers;
    private final float[] weights;

    JudgeExport(JudgeLayers layers, float[] weights) {
        this.layers = layers;
        this.weights = weights;
    }

    /** With features as the linear layer gives them. */
    byte[] raw(JudgeCard card) {
        float[] ones = new float[JudgeLayers.FEATURE_COUNT];
        Arrays.fill(ones, 1);
        return standardised(new float[JudgeLayers.FEATURE_COUNT], ones, card);
    }

    /** With features {@code (raw - mean) * scale}. */
    byte[] standardised(float[] mean, float[] scale, JudgeCard card) {
        OnnxModel model = new OnnxModel("judge");
        model.metadata(CARD, new String(Json.encode(card), StandardCharsets.UTF_8));
        model.input(JudgeLayers.IMAGE, OnnxModel.FREE, 1, JudgeLayers.SIDE, JudgeLayers.SIDE);
        convolutions(model);
        linear(model, LINEAR, FLAT, JudgeLayers.FEATURE_LINEAR);
        model.floats("features.mean", new long[] {mean.length}, mean);
        model.floats("features.scale", new long[] {scale.length}, scale);
        model.node("Sub", "features.centred", LINEAR, "features.mean");
        model.node("Mul", JudgeLayers.FEATURES, "features.centred", "features.scale");
        model.node("Relu", "features.positive", LINEAR);
        linear(model, "logits", "features.positive", JudgeLayers.ATTRIBUTE_LINEAR);
        model.node("Sigmoid", JudgeLayers.PROBABILITIES, "logits");
        model.output(JudgeLayers.FEATURES, OnnxModel.FREE, JudgeLayers.FEATURE_COUNT);
        model.output(JudgeLayers.PROBABILITIES, OnnxModel.FREE, layers.attributes());
        return model.bytes();
    }

    private void convolutions(OnnxModel model) {
        model.floats("image.centre", new long[] {1}, new float[] {JudgeLayers.CENTRE});
        model.floats("image.gain", new long[] {1}, new float[] {JudgeLayers.GAIN});
        model.node("Sub", "image.centred", JudgeLayers.IMAGE, "image.centre");
        model.node("Mul", "image.scaled", "image.centred", "image.gain");
        String value = "image.scaled";
        for (int layer = 0; layer < JudgeLayers.CHANNELS.size(); layer++) {
            String name = JudgeLayers.convolution(layer);
            String convolved = name + ".convolved";
            parameters(model, name);
            model.convolution(convolved, JudgeLayers.GEOMETRY, value, Layers.weight(name), Layers.bias(name));
            model.node("Relu", name, convolved);
            value = name;
        }
        model.flatten(FLAT, value);
    }

    private void linear(OnnxModel model, String output, String input, String layer) {
        parameters(model, layer);
        model.node("Gemm", output, input, Layers.weight(layer), Layers.bias(layer));
    }

    private void parameters(OnnxModel model, String layer) {
        for (String name : new String[] {Layers.weight(layer), Layers.bias(layer)}) {
            Parameter parameter = Objects.requireNonNull(layers.parameters().get(name), name);
            model.floats(name, KernelLayout.onnxShape(parameter), KernelLayout.onnxOrder(parameter, weights));
        }
    }
}
