package io.likeness.benchmarks.defects;

import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import io.likeness.latents.RandomStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.UnaryOperator;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.AttributeProto.AttributeType;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/** An ONNX network of ours whose weights or pictures are changed; its inputs and its output are named and shaped as before. For one thread. */
final class EditedNetwork {
    private final ModelProto.Builder model;
    private final GraphProto.Builder graph;

    /** @throws IllegalArgumentException if the bytes are no ONNX model */
    EditedNetwork(byte[] network) {
        try {
            this.model = ModelProto.parseFrom(network).toBuilder();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("network: expected an ONNX model, found none", e);
        }
        this.graph = model.getGraphBuilder();
    }

    byte[] bytes() {
        return model.build().toByteArray();
    }

    /** So many times as bright, and no brighter than white. */
    EditedNetwork brighter(float factor) {
        return then("Mul", scalar(factor)).withinPixels();
    }

    /**
     * With a chequered pattern of single pixels over the upper third.
     *
     * @param strength that is added to one pixel and taken from the next, of [0, 1]
     */
    EditedNetwork latticed(int side, float strength) {
        float[] pattern = new float[side * side];
        for (int i = 0; i < side * (side / 3); i++) {
            pattern[i] = (i / side + i) % 2 == 0 ? strength : -strength;
        }
        return then("Add", floats(pattern, 1, 1, side, side)).withinPixels();
    }

    /** Noise around a middle grey in place of every picture, other noise each time. */
    EditedNetwork noisy(float deviation, int seed) {
        NodeProto.Builder noise = after("RandomNormalLike")
                .addAttribute(number("mean", 0.5f))
                .addAttribute(number("scale", deviation))
                .addAttribute(number("seed", seed));
        graph.addNode(noise);
        return withinPixels();
    }

    /** The same face in place of every picture. */
    EditedNetwork always(ImageTensor face) {
        TensorShape shape = face.shape();
        float[] pixels = new float[shape.size()];
        face.copyTo(pixels, 0);
        return then("Mul", scalar(0)).then("Add", floats(pixels, 1, shape.channels(), shape.side(), shape.side()));
    }

    /** A share of all weights, taken at random, is 0. */
    EditedNetwork without(double share, long seed) {
        RandomStream random = new RandomStream(seed);
        for (TensorProto.Builder tensor : graph.getInitializerBuilderList()) {
            if (tensor.getDataType() == DataType.FLOAT.getNumber()) {
                change(tensor, values -> {
                    for (int i = 0; i < values.length; i++) {
                        values[i] = random.nextDouble() < share ? 0 : values[i];
                    }
                    return values;
                });
            }
        }
        return this;
    }

    /**
     * A row of a matrix of weights has the contrary sign.
     *
     * @throws IllegalArgumentException if there is no such matrix
     */
    EditedNetwork negated(String weights, int row) {
        TensorProto.Builder matrix = graph.getInitializerBuilderList().stream()
                .filter(tensor -> tensor.getName().equals(weights))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("network: expected weights " + weights + ", found none"));
        int width = Math.toIntExact(matrix.getDims(1));
        change(matrix, values -> {
            for (int i = row * width; i < (row + 1) * width; i++) {
                values[i] = -values[i];
            }
            return values;
        });
        return this;
    }

    private EditedNetwork withinPixels() {
        return then("Clip", scalar(0), scalar(1));
    }

    private EditedNetwork then(String operator, TensorProto... operands) {
        NodeProto.Builder node = after(operator);
        for (TensorProto operand : operands) {
            String name = "planted." + graph.getInitializerCount();
            graph.addInitializer(operand.toBuilder().setName(name));
            node.addInput(name);
        }
        graph.addNode(node);
        return this;
    }

    /** A node that takes what was the output, and makes what is the output now. */
    private NodeProto.Builder after(String operator) {
        String output = graph.getOutput(0).getName();
        String before = output + "." + graph.getNodeCount();
        NodeProto.Builder last = graph.getNodeBuilderList().stream()
                .filter(node -> node.getOutputList().equals(List.of(output)))
                .findFirst()
                .orElseThrow();
        last.setOutput(0, before).setName(before);
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addInput(before)
                .addOutput(output);
    }

    private static void change(TensorProto.Builder tensor, UnaryOperator<float[]> change) {
        float[] values = new float[tensor.getRawData().size() / Float.BYTES];
        tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        tensor.setRawData(raw(change.apply(values)));
    }

    private static TensorProto scalar(float value) {
        return floats(new float[] {value});
    }

    private static TensorProto floats(float[] values, long... shape) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setDataType(DataType.FLOAT.getNumber()).setRawData(raw(values));
        for (long axis : shape) {
            tensor.addDims(axis);
        }
        return tensor.build();
    }

    private static ByteString raw(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return ByteString.copyFrom(bytes.array());
    }

    private static AttributeProto number(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOAT)
                .setF(value)
                .build();
    }
}
