package io.likeness.training.export;

import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.network.KernelGeometry;
import io.likeness.training.network.Layers;
import io.likeness.training.network.Parameter;
import io.likeness.training.network.Parameters;

/**
 * Writes the two halves of the autoencoder as ONNX models, opset 17, with a free batch dimension N. The same configuration and weights
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
        parameters(model, Layers.ENCODER_LINEAR);
        model.node("Gemm", Layers.LATENT, FLAT, weight(Layers.ENCODER_LINEAR), bias(Layers.ENCODER_LINEAR));
        model.output(Layers.LATENT, latentShape());
        return model.bytes();
    }

    /** {@code latent}, {@code float[N, D]}, to {@code image}, {@code float[N, C, S, S]} in [0, 1]. */
    public byte[] decoder() {
        OnnxModel model = new OnnxModel("decoder");
        model.input(Layers.LATENT, latentShape());
        parameters(model, Layers.DECODER_LINEAR);
        model.node("Gemm", FLAT, Layers.LATENT, weight(Layers.DECODER_LINEAR), bias(Layers.DECODER_LINEAR));
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

    private void activation(OnnxModel model, String output, String input) {
        switch (configuration.activation()) {
            case RELU -> model.node("Relu", output, input);
            case LEAKY_RELU ->
                model.leakyRelu(output, configuration.activation().slope(), input);
        }
    }

    private void parameters(OnnxModel model, String layer) {
        Parameter weight = parameters.require(weight(layer));
        Parameter bias = parameters.require(bias(layer));
        model.floats(weight.name(), KernelLayout.onnxShape(weight), KernelLayout.onnxOrder(weight, weights));
        model.floats(bias.name(), KernelLayout.onnxShape(bias), KernelLayout.onnxOrder(bias, weights));
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
