package io.likeness.generator;

import io.likeness.latents.RandomStream;

/**
 * Decoders and encoders as ONNX files (format version 8, operator set 17), made by hand with weights that depend on a seed alone. The field
 * numbers are those of {@code onnx.proto3}.
 */
public final class NetworkFile {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int INT = 2;
    private static final int INTS = 7;

    private final ProtobufWriter graph = new ProtobufWriter().text(2, "network");
    private final RandomStream weights;

    private NetworkFile(long seed) {
        this.weights = new RandomStream(seed);
    }

    /** One linear layer and a sigmoid: latents {@code [N, L]} to images {@code [N, 1, S, S]}. */
    public static byte[] linear(long seed, int latents, int side) {
        return linear(seed, latents, side, "image");
    }

    /** The same with several channels: images {@code [N, C, S, S]}. */
    public static byte[] linear(long seed, int latents, int side, int channels) {
        NetworkFile file = new NetworkFile(seed);
        file.gemm("latent", "linear", latents, channels * side * side);
        file.node("Sigmoid", "pixels", "linear");
        file.reshape("pixels", "image", channels, side);
        file.graph.nested(11, value("latent", latents));
        return file.finish(0, value("image", channels, side, side));
    }

    /** The same image for all latents. */
    public static byte[] constant(long seed, int latents, int side) {
        NetworkFile file = new NetworkFile(seed);
        file.gemm("latent", "linear", 0, latents, side * side);
        file.node("Sigmoid", "pixels", "linear");
        file.reshape("pixels", "image", 1, side);
        file.graph.nested(11, value("latent", latents));
        return file.finish(0, value("image", 1, side, side));
    }

    /** The same with another name for its output. */
    public static byte[] linear(long seed, int latents, int side, String output) {
        return decoder(seed, latents, side, 0, output);
    }

    /** The same of latents and {@code label}, {@code [N, K]}. */
    public static byte[] conditional(long seed, int latents, int side, int conditions) {
        return decoder(seed, latents, side, conditions, "image");
    }

    /** Its counterpart: one linear layer from images, and {@code label} where {@code conditions} is above 0, to latents. */
    public static byte[] encoder(long seed, int latents, int side, int conditions) {
        NetworkFile file = new NetworkFile(seed);
        file.flatten("image", "flat");
        file.gemm(file.labelled("flat", conditions), "latent", side * side + conditions, latents);
        file.graph.nested(11, value("image", 1, side, side));
        return file.finish(conditions, value("latent", latents));
    }

    private static byte[] decoder(long seed, int latents, int side, int conditions, String output) {
        NetworkFile file = new NetworkFile(seed);
        file.gemm(file.labelled("latent", conditions), "linear", latents + conditions, side * side);
        file.node("Sigmoid", "pixels", "linear");
        file.reshape("pixels", output, 1, side);
        file.graph.nested(11, value("latent", latents));
        return file.finish(conditions, value(output, 1, side, side));
    }

    /** The layers of the preset {@code seed}: 32 latents to {@code [N, 1, 64, 64]}. */
    public static byte[] seedPreset(long seed) {
        NetworkFile file = new NetworkFile(seed);
        file.gemm("latent", "linear", 32, 4096);
        file.reshape("linear", "maps", 64, 8);
        file.doubled("maps", "wide1", 64, 32);
        file.node("Relu", "active1", "wide1");
        file.doubled("active1", "wide2", 32, 16);
        file.node("Relu", "active2", "wide2");
        file.doubled("active2", "wide3", 16, 1);
        file.node("Sigmoid", "image", "wide3");
        file.graph.nested(11, value("latent", 32));
        return file.finish(0, value("image", 1, 64, 64));
    }

    private void gemm(String input, String output, int in, int out) {
        gemm(input, output, 1 / Math.sqrt(in), in, out);
    }

    /** @param scale of its weights */
    private void gemm(String input, String output, double scale, int in, int out) {
        tensor(output + ".weight", scale, in, out);
        tensor(output + ".bias", 0.1, out);
        node("Gemm", output, input, output + ".weight", output + ".bias");
    }

    private void doubled(String input, String output, int in, int out) {
        tensor(output + ".weight", 1 / Math.sqrt(in * 9), in, out, 3, 3);
        ProtobufWriter node = node(new String[] {input, output + ".weight"}, output, "ConvTranspose");
        attribute(node, "kernel_shape", 3, 3);
        attribute(node, "strides", 2, 2);
        attribute(node, "pads", 1, 1, 1, 1);
        attribute(node, "output_padding", 1, 1);
        graph.nested(1, node);
    }

    private void reshape(String input, String output, int channels, int side) {
        ProtobufWriter shape = new ProtobufWriter().number(1, 4).number(2, INT64);
        for (long size : new long[] {-1, channels, side, side}) {
            shape.number(7, size);
        }
        graph.nested(5, shape.text(8, output + ".shape"));
        node("Reshape", output, input, output + ".shape");
    }

    private void tensor(String name, double scale, int... dimensions) {
        ProtobufWriter tensor = new ProtobufWriter();
        int size = 1;
        for (int dimension : dimensions) {
            tensor.number(1, dimension);
            size *= dimension;
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (scale * weights.nextGaussian());
        }
        graph.nested(5, tensor.number(2, FLOAT).text(8, name).floats(9, values));
    }

    private void node(String operator, String output, String... inputs) {
        graph.nested(1, node(inputs, output, operator));
    }

    private static ProtobufWriter node(String[] inputs, String output, String operator) {
        ProtobufWriter node = new ProtobufWriter();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(2, output).text(3, output).text(4, operator);
    }

    private static void attribute(ProtobufWriter node, String name, long... values) {
        ProtobufWriter attribute = new ProtobufWriter().text(1, name);
        for (long value : values) {
            attribute.number(8, value);
        }
        node.nested(5, attribute.number(20, INTS));
    }

    /** The name of a value with the labels behind it. */
    private String labelled(String input, int conditions) {
        if (conditions == 0) {
            return input;
        }
        ProtobufWriter node = node(new String[] {input, "label"}, "labelled", "Concat");
        node.nested(5, new ProtobufWriter().text(1, "axis").number(3, 1).number(20, INT));
        graph.nested(1, node);
        return "labelled";
    }

    private void flatten(String input, String output) {
        node("Flatten", output, input);
    }

    private byte[] finish(int conditions, ProtobufWriter output) {
        if (conditions > 0) {
            graph.nested(11, value("label", conditions));
        }
        graph.nested(12, output);
        return new ProtobufWriter()
                .number(1, 8)
                .nested(7, graph)
                .nested(8, new ProtobufWriter().text(1, "").number(2, 17))
                .finish();
    }

    /** A float tensor whose first dimension is free. */
    private static ProtobufWriter value(String name, int... dimensions) {
        ProtobufWriter shape = new ProtobufWriter().nested(1, new ProtobufWriter().text(2, "N"));
        for (int dimension : dimensions) {
            shape.nested(1, new ProtobufWriter().number(1, dimension));
        }
        ProtobufWriter tensor = new ProtobufWriter().number(1, FLOAT).nested(2, shape);
        return new ProtobufWriter().text(1, name).nested(2, new ProtobufWriter().nested(1, tensor));
    }
}
