package io.likeness.training.network;

import io.likeness.contracts.Require;
import io.likeness.contracts.training.TrainingConfiguration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The network with its weights in native memory, which lives until {@link #close()}. Images are {@code float[N * C * S * S]} in [0, 1],
 * latents {@code float[N * D]}, both row-major; N is free from call to call. Created, used and closed by one thread.
 */
public final class Autoencoder implements AutoCloseable {
    private final TrainingConfiguration configuration;
    private final Parameters parameters;
    private final DataType type;
    private final SameDiff graph;

    /** @param type FLOAT to train; DOUBLE to check gradients */
    public Autoencoder(TrainingConfiguration configuration, DataType type) {
        this.configuration = configuration;
        this.parameters = new Parameters(configuration);
        this.type = type;
        this.graph = new AutoencoderGraph(configuration, parameters, type).build();
    }

    /** Overwrites all weights, in the layout of {@link Parameters}. */
    public void load(float[] weights) {
        requireLength("weights", weights, parameters.length());
        for (Parameter parameter : parameters.all()) {
            NativeNumbers.write(weights, parameter.offset(), parameter.length(), weight(parameter.name()));
        }
    }

    /** Mean squared error over the {@code count} images, and its gradient in the layout of {@link Parameters}. */
    public double lossAndGradients(float[] images, int count, float[] gradients) {
        requireLength("gradients", gradients, parameters.length());
        try (INDArray batch = images(images, count)) {
            OutAndGrad result = graph.calculateGradientsAndOutputs(
                    Map.of(Layers.IMAGE, batch), List.of(AutoencoderGraph.LOSS), parameters.names());
            for (Parameter parameter : parameters.all()) {
                try (INDArray gradient = require(result.getGradients(), parameter.name())) {
                    NativeNumbers.read(gradient, gradients, parameter.offset());
                }
            }
            try (INDArray loss = require(result.getOutputs(), AutoencoderGraph.LOSS)) {
                return loss.getDouble(0);
            }
        }
    }

    /** Mean squared error over the {@code count} images. */
    public double loss(float[] images, int count) {
        try (INDArray batch = images(images, count);
                INDArray loss = output(Layers.IMAGE, batch, AutoencoderGraph.LOSS)) {
            return loss.getDouble(0);
        }
    }

    /** Latents of images. */
    public float[] encode(float[] images, int count) {
        try (INDArray batch = images(images, count);
                INDArray latents = output(Layers.IMAGE, batch, Layers.LATENT)) {
            return numbers(latents);
        }
    }

    /** Images of latents. */
    public float[] decode(float[] latents, int count) {
        requireLength("latents", latents, count * configuration.latents());
        try (INDArray batch = NativeNumbers.of(type, latents, latents.length, count, configuration.latents());
                INDArray images = output(AutoencoderGraph.FREE_LATENT, batch, AutoencoderGraph.DECODED)) {
            return numbers(images);
        }
    }

    @Override
    public void close() {
        parameters.names().forEach(name -> weight(name).close());
    }

    private INDArray images(float[] images, int count) {
        Require.between("images", images.length, (long) count * configuration.imageLength(), Integer.MAX_VALUE);
        int side = configuration.side();
        return NativeNumbers.of(
                type, images, count * configuration.imageLength(), count, configuration.channels(), side, side);
    }

    private INDArray weight(String name) {
        return graph.getVariable(name).getArr();
    }

    private INDArray output(String input, INDArray batch, String name) {
        return require(graph.output(Map.of(input, batch), name), name);
    }

    private static INDArray require(Map<String, INDArray> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }

    private static float[] numbers(INDArray array) {
        float[] values = new float[(int) array.length()];
        NativeNumbers.read(array, values, 0);
        return values;
    }

    private static void requireLength(String field, float[] values, int expected) {
        Require.between(field, values.length, expected, expected);
    }
}
