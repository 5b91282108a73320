package io.likeness.training.network;

import io.likeness.contracts.Require;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.loss.LossTerms;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The network as a SameDiff graph, whose derivatives ND4J finds. Its weights are in native memory, which lives until {@link #close()}. */
public final class SameDiffNetwork implements Network {
    private final TrainingConfiguration configuration;
    private final Parameters parameters;
    private final DataType type;
    private final SameDiff graph;
    private final List<String> terms;
    private @Nullable SameDiff decoder;

    /** @param type FLOAT to train; DOUBLE to check gradients */
    public SameDiffNetwork(TrainingConfiguration configuration, DataType type) {
        this.configuration = configuration;
        this.parameters = new Parameters(configuration);
        this.type = type;
        this.graph = new AutoencoderGraph(configuration, parameters, type).build();
        this.terms = LossGraph.terms(configuration.loss());
    }

    @Override
    public void load(float[] weights) {
        Require.between("weights", weights.length, parameters.length(), parameters.length());
        for (Parameter parameter : parameters.all()) {
            NativeNumbers.write(weights, parameter.offset(), parameter.length(), weight(parameter.name()));
        }
    }

    @Override
    public LossTerms lossAndGradients(float[] images, float[] labels, int count, float[] gradients) {
        Require.between("gradients", gradients.length, parameters.length(), parameters.length());
        try (Inputs inputs = images(images, labels, count)) {
            OutAndGrad result = graph.calculateGradientsAndOutputs(inputs.byName, terms, parameters.names());
            for (Parameter parameter : parameters.all()) {
                try (INDArray gradient = require(result.getGradients(), parameter.name())) {
                    NativeNumbers.read(gradient, gradients, parameter.offset());
                }
            }
            return terms(result.getOutputs());
        }
    }

    /** What {@link #lossAndGradients} gives the gradients of. */
    double weightedLoss(float[] images, float[] labels, int count) {
        try (Inputs inputs = images(images, labels, count)) {
            return term(graph.output(inputs.byName, LossGraph.LOSS), LossGraph.LOSS);
        }
    }

    @Override
    public void decoderGradients(
            float[] latents, float[] labels, int count, ImageGradient imageGradient, float[] gradients) {
        Require.between("gradients", gradients.length, parameters.length(), parameters.length());
        SameDiff decoder = decoder();
        float[] byImages = new float[count * configuration.imageLength()];
        imageGradient.of(decode(latents, labels, count), byImages);
        try (Inputs inputs = latents(latents, labels, count)) {
            inputs.byName.put(AutoencoderGraph.IMAGE_GRADIENT, imageBatch(byImages, count));
            Map<String, INDArray> found = decoder.calculateGradients(
                    inputs.byName, decoderParameters().map(Parameter::name).toList());
            decoderParameters().forEach(parameter -> {
                try (INDArray gradient = require(found, parameter.name())) {
                    NativeNumbers.read(gradient, gradients, parameter.offset());
                }
            });
        }
    }

    @Override
    public float[] encode(float[] images, float[] labels, int count) {
        try (Inputs inputs = images(images, labels, count)) {
            return output(inputs, Layers.LATENT);
        }
    }

    @Override
    public float[] decode(float[] latents, float[] labels, int count) {
        try (Inputs inputs = latents(latents, labels, count)) {
            return output(inputs, AutoencoderGraph.DECODED);
        }
    }

    @Override
    public float[] reconstruct(float[] images, float[] labels, int count) {
        try (Inputs inputs = images(images, labels, count)) {
            return output(inputs, AutoencoderGraph.RECONSTRUCTION);
        }
    }

    @Override
    public void close() {
        parameters.names().forEach(name -> weight(name).close());
        if (decoder != null) {
            for (String name : parameters.names()) {
                decoder.getVariable(name).getArr().close();
            }
        }
    }

    /** A graph of its own, as a graph finds the derivatives of all its losses at once; made when first asked for. */
    private SameDiff decoder() {
        if (decoder == null) {
            decoder = new AutoencoderGraph(configuration, parameters, type).buildDecoder();
        }
        for (Parameter parameter : decoderParameters().toList()) {
            decoder.getVariable(parameter.name()).getArr().assign(weight(parameter.name()));
        }
        return decoder;
    }

    private Stream<Parameter> decoderParameters() {
        int first = parameters.require(Layers.weight(Layers.DECODER_LINEAR)).offset();
        return parameters.all().stream().filter(parameter -> parameter.offset() >= first);
    }

    private Inputs latents(float[] latents, float[] labels, int count) {
        int length = count * configuration.latents();
        Require.between("latents", latents.length, length, Integer.MAX_VALUE);
        INDArray batch = NativeNumbers.of(type, latents, length, count, configuration.latents());
        return inputs(AutoencoderGraph.FREE_LATENT, batch, labels, count);
    }

    private Inputs images(float[] images, float[] labels, int count) {
        int length = count * configuration.imageLength();
        Require.between("images", images.length, length, Integer.MAX_VALUE);
        return inputs(Layers.IMAGE, imageBatch(images, count), labels, count);
    }

    private INDArray imageBatch(float[] values, int count) {
        int side = configuration.side();
        int length = count * configuration.imageLength();
        return NativeNumbers.of(type, values, length, count, configuration.channels(), side, side);
    }

    /** Owns the batch from here on. */
    private Inputs inputs(String name, INDArray batch, float[] labels, int count) {
        Map<String, INDArray> inputs = new TreeMap<>(Map.of(name, batch));
        int width = configuration.conditions().size();
        Require.between("labels", labels.length, (long) count * width, Integer.MAX_VALUE);
        if (width > 0) {
            inputs.put(Layers.LABEL, NativeNumbers.of(type, labels, count * width, count, width));
        }
        return new Inputs(inputs);
    }

    private record Inputs(Map<String, INDArray> byName) implements AutoCloseable {
        @Override
        public void close() {
            byName.values().forEach(INDArray::close);
        }
    }

    private INDArray weight(String name) {
        return graph.getVariable(name).getArr();
    }

    private float[] output(Inputs inputs, String name) {
        try (INDArray array = require(graph.output(inputs.byName, name), name)) {
            float[] values = new float[(int) array.length()];
            NativeNumbers.read(array, values, 0);
            return values;
        }
    }

    private static LossTerms terms(Map<String, INDArray> outputs) {
        return new LossTerms(
                term(outputs, LossGraph.SQUARED_ERROR),
                term(outputs, LossGraph.ABSOLUTE_ERROR),
                term(outputs, LossGraph.SIMILARITY));
    }

    private static double term(Map<String, INDArray> outputs, String name) {
        try (INDArray value = outputs.get(name)) {
            return value == null ? Double.NaN : value.getDouble(0);
        }
    }

    private static INDArray require(Map<String, INDArray> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }
}
