package io.likeness.training.export;

import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.network.KernelGeometry;
import io.likeness.training.network.Layers;
import io.likeness.training.network.Parameter;
import io.likeness.training.network.Parameters;

/**
 * Writes the two halves of the autoencoder as ONNX models, opset 17, with a free batch dimension N. Those of a conditional network have
 * another input {@code label}, {@code float[N, K]}, in the order of the configuration's conditions. The same configuration and weights
 * always give the same bytes. Immutable, safe for threads.
 */
public final class OnnxExport {
    private static final String FLAT = "flat";

    private final TrainingConfiguration configuration;
    private final Parameters parameters;
    private final float[] weights;
    private final KernelGeometry geometry;

    /** @param weights in the layout of {@link Parameters} */
    public OnnxExport(TrainingConfiguration configuration, float[] weights) {
        this.configuration = configuration;
        this.parameters = new Parameters(configuration);
        this.weights = weights;
        this.geometry = new KernelGeometry(configuration.kernel());
    }

    /** {@code image}, {@code float[N, C, S, S]} in [0, 1], to {@code latent}, {@code float[N, D]}. */
    public byte[] encoder() {
        OnnxModel model = new OnnxModel("encoder");
        model.input(Layers.IMAGE, imageShape());
        label(model);
        String value = Layers.IMAGE;
        for (int layer = 0; layer < depth(); layer++) {
            String name = Layers.convolution(layer);
            String convolved = name + ".convolved";
            parameters(model, name);
            model.convolution(convolved, geometry, value, weight(name), bias(name));
            activation(model, name, convolved);
            value = name;
        }
        model.flatten(FLAT, value);
        linear(model, Layers.ENCODER_LINEAR, Layers.ENCODER_LABEL, FLAT, Layers.LATENT);
        model.output(Layers.LATENT, latentShape());
        return model.bytes();
    }

    /** {@code latent}, {@code float[N, D]}, to {@code image}, {@code float[N, C, S, S]} in [0, 1]. */
    public byte[] decoder() {
        OnnxModel model = new OnnxModel("decoder");
        model.input(Layers.LATENT, latentShape());
        label(model);
        linear(model, Layers.DECODER_LINEAR, Layers.DECODER_LABEL, Layers.LATENT, FLAT);
        int inner = configuration.innerSide();
        model.integers("features.shape", -1, configuration.convolutionChannels().getLast(), inner, inner);
        model.node("Reshape", "features", FLAT, "features.shape");
        String value = "features";
        for (int layer = 0; layer < depth(); layer++) {
            String name = Layers.transposedConvolution(layer);
            boolean last = layer == depth() - 1;
            String convolved = name + ".convolved";
            parameters(model, name);
            model.transposedConvolution(convolved, geometry, value, weight(name), bias(name));
            value = last ? Layers.IMAGE : name;
            if (last) {
                model.node("Sigmoid", value, convolved);
            } else {
                activation(model, value, convolved);
            }
        }
        model.output(Layers.IMAGE, imageShape());
        return model.bytes();
    }

    private void label(OnnxModel model) {
        int labels = configuration.conditions().size();
        if (labels > 0) {
            model.input(Layers.LABEL, OnnxModel.FREE, labels);
        }
    }

    /** {@code in W + b}, and where there are labels {@code + label V}: what one layer gives of both appended to each other. */
    private void linear(OnnxModel model, String layer, String labelLayer, String input, String output) {
        boolean conditional = !configuration.conditions().isEmpty();
        String own = conditional ? layer : output;
        parameters(model, layer);
        model.node("Gemm", own, input, weight(layer), bias(layer));
        if (conditional) {
            weights(model, weight(labelLayer));
            model.node("MatMul", labelLayer, Layers.LABEL, weight(labelLayer));
            model.node("Add", output, own, labelLayer);
        }
    }

    private void activation(OnnxModel model, String output, String input) {
        switch (configuration.activation()) {
            case RELU -> model.node("Relu", output, input);
            case LEAKY_RELU ->
                model.leakyRelu(output, configuration.activation().slope(), input);
        }
    }

    private void parameters(OnnxModel model, String layer) {
        weights(model, weight(layer));
        weights(model, bias(layer));
    }

    private void weights(OnnxModel model, String name) {
        Parameter parameter = parameters.require(name);
        model.floats(name, KernelLayout.onnxShape(parameter), KernelLayout.onnxOrder(parameter, weights));
    }

    private long[] imageShape() {
        return new long[] {OnnxModel.FREE, configuration.channels(), configuration.side(), configuration.side()};
    }

    private long[] latentShape() {
        return new long[] {OnnxModel.FREE, configuration.latents()};
    }

    private static String weight(String layer) {
        return Layers.weight(layer);
    }

    private static String bias(String layer) {
        return Layers.bias(layer);
    }

    private int depth() {
        return configuration.convolutionChannels().size();
    }
}
