package io.likeness.training.network;

import io.likeness.contracts.training.TrainingConfiguration;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.DeConv2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Builds the SameDiff graph: encoder, decoder and loss in one, and the decoder once more on latents given from outside. Weights of convolutions are {@code YXIO}, the only layout with which forward and backward both reach oneDNN.
 */
final class AutoencoderGraph {
    static final String RECONSTRUCTION = "reconstruction";
    static final String FREE_LATENT = "freeLatent";
    static final String DECODED = "decoded";
    static final String IMAGE_GRADIENT = "imageGradient";
    private static final String PRODUCT = "product";

    private final TrainingConfiguration configuration;
    private final Parameters parameters;
    private final DataType type;
    private final KernelGeometry geometry;
    private final SameDiff graph = SameDiff.create();

    AutoencoderGraph(TrainingConfiguration configuration, Parameters parameters, DataType type) {
        this.configuration = configuration;
        this.parameters = parameters;
        this.type = type;
        this.geometry = new KernelGeometry(configuration.kernel());
    }

    /** The decoder alone; its loss is the product of its images with given gradients. */
    SameDiff buildDecoder() {
        addParametersAndLabels();
        SDVariable images = decoder(graph.placeHolder(FREE_LATENT, type, -1, configuration.latents()), DECODED);
        int side = configuration.side();
        SDVariable gradient = graph.placeHolder(IMAGE_GRADIENT, type, -1, configuration.channels(), side, side);
        images.mul(gradient).sum().rename(PRODUCT);
        graph.setLossVariables(PRODUCT);
        return graph;
    }

    SameDiff build() {
        addParametersAndLabels();
        int side = configuration.side();
        SDVariable image = graph.placeHolder(Layers.IMAGE, type, -1, configuration.channels(), side, side);
        SDVariable latent = encoder(image);
        SDVariable reconstruction = decoder(latent, RECONSTRUCTION);
        SimilarityGraph similarity = new SimilarityGraph(graph, configuration, type);
        new LossGraph(graph, configuration.loss()).add(image, latent, reconstruction, similarity);
        decoder(graph.placeHolder(FREE_LATENT, type, -1, configuration.latents()), DECODED);
        return graph;
    }

    private void addParametersAndLabels() {
        for (Parameter parameter : parameters.all()) {
            long[] shape =
                    parameter.shape().stream().mapToLong(Integer::longValue).toArray();
            graph.var(parameter.name(), Nd4j.zeros(type, shape));
        }
        if (conditional()) {
            graph.placeHolder(Layers.LABEL, type, -1, configuration.conditions().size());
        }
    }

    private SDVariable encoder(SDVariable image) {
        SDVariable features = image;
        for (int layer = 0; layer < depth(); layer++) {
            features = activation(convolution(features, Layers.convolution(layer)));
        }
        SDVariable flat = graph.reshape(features, -1, configuration.features());
        return linear(flat, Layers.ENCODER_LINEAR, Layers.ENCODER_LABEL).rename(Layers.LATENT);
    }

    private SDVariable decoder(SDVariable latent, String name) {
        int inner = configuration.innerSide();
        int channels = configuration.convolutionChannels().getLast();
        SDVariable flat = linear(latent, Layers.DECODER_LINEAR, Layers.DECODER_LABEL);
        SDVariable features = graph.reshape(flat, -1, channels, inner, inner);
        for (int layer = 0; layer < depth() - 1; layer++) {
            features = activation(transposedConvolution(features, Layers.transposedConvolution(layer)));
        }
        return graph.nn().sigmoid(name, transposedConvolution(features, Layers.transposedConvolution(depth() - 1)));
    }

    private SDVariable activation(SDVariable in) {
        float slope = configuration.activation().slope();
        return slope == 0 ? graph.nn().relu(in, 0) : graph.nn().leakyRelu(in, slope);
    }

    private SDVariable convolution(SDVariable in, String layer) {
        return new HalvingConvolutions(graph, geometry).apply(in, layer);
    }

    /**
     * Output padding has no direct form in ND4J. The same numbers come from a kernel that is larger by it, with zeros in its last row and
     * column and the same padding, which is also the faster of the two equal forms (for kernel 3, 612 images/s against 437).
     */
    private SDVariable transposedConvolution(SDVariable in, String layer) {
        int kernel = geometry.kernel() + geometry.outputPadding();
        DeConv2DConfig doubling = DeConv2DConfig.builder()
                .kH(kernel)
                .kW(kernel)
                .sH(KernelGeometry.STRIDE)
                .sW(KernelGeometry.STRIDE)
                .pH(geometry.padding())
                .pW(geometry.padding())
                .isSameMode(false)
                .build();
        return graph.cnn().deconv2d(in, enlarged(weight(layer)), bias(layer), doubling);
    }

    private SDVariable enlarged(SDVariable weight) {
        int zeros = geometry.outputPadding();
        if (zeros == 0) {
            return weight;
        }
        INDArray rowAndColumn = Nd4j.createFromArray(new int[][] {{0, zeros}, {0, zeros}, {0, 0}, {0, 0}});
        return graph.nn().pad(weight, graph.constant(rowAndColumn), 0);
    }

    private SDVariable linear(SDVariable in, String layer, String labelLayer) {
        SDVariable out = in.mmul(weight(layer)).add(bias(layer));
        return conditional() ? out.add(graph.getVariable(Layers.LABEL).mmul(weight(labelLayer))) : out;
    }

    private boolean conditional() {
        return !configuration.conditions().isEmpty();
    }

    private SDVariable weight(String layer) {
        return graph.getVariable(Layers.weight(layer));
    }

    private SDVariable bias(String layer) {
        return graph.getVariable(Layers.bias(layer));
    }

    private int depth() {
        return configuration.convolutionChannels().size();
    }
}
