package io.likeness.training.network;

import io.likeness.contracts.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The discriminator as a SameDiff graph. The loss whose derivatives ND4J finds is the logits' product with given gradients. Its weights are in
 * native memory, which lives until {@link #close()}.
 */
public final class SameDiffDiscriminator implements Discriminator {
    private static final String LOGIT_GRADIENT = "logitGradient";
    private static final String LOSS = "loss";

    private final DiscriminatorDesign design;
    private final Parameters parameters;
    private final DataType type;
    private final SameDiff graph = SameDiff.create();
    private float[] images = new float[0];
    private int count;

    /** @param type FLOAT to train; DOUBLE to check gradients */
    public SameDiffDiscriminator(DiscriminatorDesign design, DataType type) {
        this.design = design;
        this.parameters = Parameters.of(design);
        this.type = type;
        build();
    }

    @Override
    public void load(float[] weights) {
        Require.between("weights", weights.length, parameters.length(), parameters.length());
        for (Parameter parameter : parameters.all()) {
            NativeNumbers.write(weights, parameter.offset(), parameter.length(), weight(parameter.name()));
        }
    }

    @Override
    public float[] logits(float[] given, int number) {
        Require.between("images", given.length, (long) number * design.imageLength(), Integer.MAX_VALUE);
        images = Arrays.copyOf(given, number * design.imageLength());
        count = number;
        try (INDArray batch = imageArray();
                INDArray logits = require(graph.output(Map.of(Layers.IMAGE, batch), Layers.LOGITS), Layers.LOGITS)) {
            float[] values = new float[(int) logits.length()];
            NativeNumbers.read(logits, values, 0);
            return values;
        }
    }

    @Override
    public void backward(float[] logitGradients, float @Nullable [] gradients, float @Nullable [] imageGradients) {
        int side = design.logitSide();
        try (INDArray batch = imageArray();
                INDArray given = NativeNumbers.of(
                        type, logitGradients, count * design.logits(), count, design.maps(), side, side)) {
            Map<String, INDArray> found =
                    graph.calculateGradients(Map.of(Layers.IMAGE, batch, LOGIT_GRADIENT, given), wanted());
            for (Parameter parameter : parameters.all()) {
                try (INDArray gradient = require(found, parameter.name())) {
                    if (gradients != null) {
                        NativeNumbers.read(gradient, gradients, parameter.offset());
                    }
                }
            }
            try (INDArray gradient = require(found, Layers.IMAGE)) {
                if (imageGradients != null) {
                    NativeNumbers.read(gradient, imageGradients, 0);
                }
            }
        }
    }

    @Override
    public void close() {
        parameters.names().forEach(name -> weight(name).close());
    }

    private List<String> wanted() {
        List<String> names = new ArrayList<>(parameters.names());
        names.add(Layers.IMAGE);
        return names;
    }

    private void build() {
        for (Parameter parameter : parameters.all()) {
            long[] shape =
                    parameter.shape().stream().mapToLong(Integer::longValue).toArray();
            graph.var(parameter.name(), Nd4j.zeros(type, shape));
        }
        int side = design.side();
        SDVariable features = graph.placeHolder(Layers.IMAGE, type, -1, design.channels(), side, side);
        for (int layer = 0; layer < design.convolutionChannels().size(); layer++) {
            SDVariable convolved = convolution(features, Layers.discriminatorConvolution(layer));
            features = graph.nn().leakyRelu(convolved, DiscriminatorDesign.SLOPE);
        }
        SDVariable logits = convolution(features, Layers.LOGIT_CONVOLUTION).rename(Layers.LOGITS);
        SDVariable gradient =
                graph.placeHolder(LOGIT_GRADIENT, type, -1, design.maps(), design.logitSide(), design.logitSide());
        logits.mul(gradient).sum().rename(LOSS);
        graph.setLossVariables(LOSS);
    }

    private SDVariable convolution(SDVariable in, String layer) {
        return new HalvingConvolutions(graph, new KernelGeometry(design.kernel())).apply(in, layer);
    }

    private INDArray imageArray() {
        int side = design.side();
        return NativeNumbers.of(type, images, images.length, count, design.channels(), side, side);
    }

    private INDArray weight(String name) {
        return graph.getVariable(name).getArr();
    }

    private static INDArray require(Map<String, INDArray> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }
}
