package io.likeness.training.export;

import io.likeness.training.network.KernelGeometry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.AttributeProto.AttributeType;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/**
 * An ONNX model being written (<a href="https://github.com/onnx/onnx/blob/main/docs/IR.md">ONNX IR</a>), node by node in the order of
 * computation. Each node has one output and carries its name. For one thread.
 */
public final class OnnxModel {
    /** In a shape: the batch dimension N, free at run time. */
    public static final long FREE = -1;

    private static final int OPSET = 17;
    /** The IR version that came with opset 17 (ONNX 1.12). */
    private static final int IR_VERSION = 8;

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final Map<String, String> metadata = new TreeMap<>();

    public OnnxModel(String name) {
        graph.setName(name);
    }

    /** What a reader of the file is told beside the graph. */
    public void metadata(String key, String value) {
        metadata.put(key, value);
    }

    public void input(String name, long... shape) {
        graph.addInput(valueInfo(name, shape));
    }

    public void output(String name, long... shape) {
        graph.addOutput(valueInfo(name, shape));
    }

    public void floats(String name, long[] shape, float[] values) {
        byte[] bytes = new byte[values.length * Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        tensor(name, TensorProto.DataType.FLOAT, shape, bytes);
    }

    public void integers(String name, long... values) {
        byte[] bytes = new byte[values.length * Long.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
        tensor(name, TensorProto.DataType.INT64, new long[] {values.length}, bytes);
    }

    public void node(String operator, String output, String... inputs) {
        graph.addNode(nodeOf(operator, output, inputs));
    }

    public void flatten(String output, String input) {
        graph.addNode(nodeOf("Flatten", output, input).addAttribute(integer("axis", 1)));
    }

    public void leakyRelu(String output, float slope, String input) {
        graph.addNode(nodeOf("LeakyRelu", output, input).addAttribute(number("alpha", slope)));
    }

    /** Halves the side. */
    public void convolution(String output, KernelGeometry geometry, String... inputs) {
        graph.addNode(convolutionOf("Conv", output, geometry, inputs));
    }

    /** Doubles the side. */
    public void transposedConvolution(String output, KernelGeometry geometry, String... inputs) {
        int padding = geometry.outputPadding();
        graph.addNode(convolutionOf("ConvTranspose", output, geometry, inputs)
                .addAttribute(integersOf("output_padding", padding, padding)));
    }

    public byte[] bytes() {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("likeness")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setGraph(graph);
        metadata.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }

    private static NodeProto.Builder convolutionOf(
            String operator, String output, KernelGeometry geometry, String... inputs) {
        int padding = geometry.padding();
        return nodeOf(operator, output, inputs)
                .addAttribute(integersOf("kernel_shape", geometry.kernel(), geometry.kernel()))
                .addAttribute(integersOf("pads", padding, padding, padding, padding))
                .addAttribute(integersOf("strides", KernelGeometry.STRIDE, KernelGeometry.STRIDE));
    }

    private static NodeProto.Builder nodeOf(String operator, String output, String... inputs) {
        NodeProto.Builder node =
                NodeProto.newBuilder().setOpType(operator).setName(output).addOutput(output);
        for (String input : inputs) {
            node.addInput(input);
        }
        return node;
    }

    private void tensor(String name, TensorProto.DataType type, long[] shape, byte[] bytes) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(bytes));
        for (long axis : shape) {
            tensor.addDims(axis);
        }
        graph.addInitializer(tensor);
    }

    private static ValueInfoProto valueInfo(String name, long... shape) {
        TensorShapeProto.Builder axes = TensorShapeProto.newBuilder();
        for (long axis : shape) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            axes.addDim(axis == FREE ? dimension.setDimParam("N") : dimension.setDimValue(axis));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(axes)))
                .build();
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto number(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    private static AttributeProto integersOf(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }
}
