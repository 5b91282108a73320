package io.likeness.faces;

import static io.likeness.faces.OnnxFields.ATTRIBUTE_INTEGER;
import static io.likeness.faces.OnnxFields.ATTRIBUTE_NAME;
import static io.likeness.faces.OnnxFields.GRAPH_INITIALIZER;
import static io.likeness.faces.OnnxFields.GRAPH_INPUT;
import static io.likeness.faces.OnnxFields.GRAPH_NODE;
import static io.likeness.faces.OnnxFields.GRAPH_OUTPUT;
import static io.likeness.faces.OnnxFields.GRAPH_VALUE_INFO;
import static io.likeness.faces.OnnxFields.MODEL_GRAPH;
import static io.likeness.faces.OnnxFields.NODE_ATTRIBUTE;
import static io.likeness.faces.OnnxFields.NODE_INPUT;
import static io.likeness.faces.OnnxFields.NODE_OPERATOR;
import static io.likeness.faces.OnnxFields.NODE_OUTPUT;
import static io.likeness.faces.OnnxFields.SHAPE_DIMENSION;
import static io.likeness.faces.OnnxFields.TENSOR_BYTES;
import static io.likeness.faces.OnnxFields.TENSOR_DIMENSIONS;
import static io.likeness.faces.OnnxFields.TENSOR_NAME;
import static io.likeness.faces.OnnxFields.TENSOR_TYPE_SHAPE;
import static io.likeness.faces.OnnxFields.TYPE_TENSOR;
import static io.likeness.faces.OnnxFields.VALUE_TYPE;
import static io.likeness.faces.OnnxFields.field;
import static io.likeness.faces.OnnxFields.integers;
import static io.likeness.faces.OnnxFields.message;
import static io.likeness.faces.OnnxFields.messages;
import static io.likeness.faces.OnnxFields.named;
import static io.likeness.faces.OnnxFields.texts;
import static io.likeness.faces.OnnxFields.with;
import static io.likeness.faces.OnnxFields.withIntegers;
import static io.likeness.faces.OnnxFields.withTexts;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a convolutional ONNX network that was written for images of one size take images of any. It is fixed in four places: the declared shapes, those
 * within the graph, the numbers of anchors of the last reshapes, and zeros of a fixed size that widen a layer, which become a padding. All that a kernel of
 * ONNX Runtime for x86 computes is computed in blocks of 16 channels, and what does not fill them is copied after each layer: the layers are made as wide
 * as their blocks, with zeros that stay zero. For one thread and one network.
 */
final class AnySize {
    private static final int BLOCK = 16;
    private static final UnknownFieldSet FREE = UnknownFieldSet.getDefaultInstance();

    private final Map<String, UnknownFieldSet> constants = new HashMap<>();
    /** What they are exchanged for, in the file's order. */
    private final Map<String, UnknownFieldSet> exchanged = new LinkedHashMap<>();

    private final Map<String, String> shapesOfZeros = new HashMap<>();
    /** Of each value of which it is known, before it was widened. */
    private final Map<String, Integer> channels = new HashMap<>();

    /** Values that are not computed with any more. */
    private final Set<String> read = new HashSet<>();

    private AnySize() {}

    /**
     * @param model whose input is {@code float[N, H, W, C]}, whose outputs are {@code float[N, anchors, numbers]}
     * @throws IOException if it is no such model
     */
    static byte[] of(byte[] model) throws IOException {
        UnknownFieldSet whole = UnknownFieldSet.parseFrom(model);
        UnknownFieldSet graph = new AnySize().freed(message(whole, MODEL_GRAPH));
        return with(whole, MODEL_GRAPH, List.of(graph)).toByteArray();
    }

    private UnknownFieldSet freed(UnknownFieldSet graph) throws IOException {
        for (UnknownFieldSet tensor : messages(graph, GRAPH_INITIALIZER)) {
            constants.put(texts(tensor, TENSOR_NAME).getFirst(), tensor);
            exchanged.put(texts(tensor, TENSOR_NAME).getFirst(), tensor);
        }
        List<UnknownFieldSet> nodes = new ArrayList<>();
        for (UnknownFieldSet node : messages(graph, GRAPH_NODE)) {
            if (texts(node, NODE_OPERATOR).getFirst().equals("Transpose")) {
                read.add(texts(node, NODE_INPUT).getFirst());
            }
        }
        for (UnknownFieldSet node : messages(graph, GRAPH_NODE)) {
            add(node, nodes);
        }
        UnknownFieldSet free = with(graph, GRAPH_NODE, nodes);
        free = with(free, GRAPH_INITIALIZER, exchanged.values());
        free = with(free, GRAPH_INPUT, declared(graph, GRAPH_INPUT, 1, 2));
        free = with(free, GRAPH_OUTPUT, declared(graph, GRAPH_OUTPUT, 1));
        return with(free, GRAPH_VALUE_INFO, List.of());
    }

    private void add(UnknownFieldSet node, List<UnknownFieldSet> nodes) throws IOException {
        List<String> inputs = texts(node, NODE_INPUT);
        String output = texts(node, NODE_OUTPUT).getFirst();
        switch (texts(node, NODE_OPERATOR).getFirst()) {
            case "ConstantOfShape" -> shapesOfZeros.put(output, inputs.getFirst());
            case "Reshape" -> {
                UnknownFieldSet shape = named(inputs.get(1), constants);
                List<Long> sides = integers(shape);
                exchanged.put(inputs.get(1), withIntegers(shape, sides.get(0), -1, sides.get(2)));
                nodes.add(node);
            }
            case "Concat" -> {
                channels.put(output, channels(inputs.getFirst()) + zeros(inputs.get(1)));
                nodes.add(padding(node, inputs, output));
            }
            case "Conv" -> nodes.add(convolution(node, inputs, output));
            default -> {
                if (channels.containsKey(inputs.getFirst())) {
                    channels.put(output, channels.get(inputs.getFirst()));
                }
                nodes.add(node);
            }
        }
    }

    private int channels(String value) throws IOException {
        return named(value, channels);
    }

    private int zeros(String value) throws IOException {
        return integers(named(named(value, shapesOfZeros), constants)).get(1).intValue();
    }

    /** In place of a concatenation with zeros. */
    private UnknownFieldSet padding(UnknownFieldSet node, List<String> inputs, String output) throws IOException {
        String amounts = output + "_amounts";
        int added = blocks(channels(output)) - blocks(channels(inputs.getFirst()));
        UnknownFieldSet shape = named(named(inputs.get(1), shapesOfZeros), constants);
        exchanged.put(amounts, withTexts(withIntegers(shape, 0, 0, 0, 0, 0, added, 0, 0), TENSOR_NAME, amounts));
        UnknownFieldSet padding = withTexts(node, NODE_INPUT, inputs.getFirst(), amounts);
        return with(withTexts(padding, NODE_OPERATOR, "Pad"), NODE_ATTRIBUTE, List.of());
    }

    /** With kernels and offsets of 0 for what fills the blocks; the last ones stay as narrow as they are read. */
    private UnknownFieldSet convolution(UnknownFieldSet node, List<String> inputs, String output) throws IOException {
        UnknownFieldSet kernels = named(inputs.get(1), constants);
        List<Long> sides = integers(kernels, TENSOR_DIMENSIONS);
        int outputs = sides.get(0).intValue();
        int depth = sides.get(1).intValue();
        boolean channelByChannel = depth == 1;
        boolean first = !channels.containsKey(inputs.getFirst());
        int wide = read.contains(output) ? outputs : blocks(outputs);
        int deep = channelByChannel || first ? depth : blocks(depth);
        channels.put(output, outputs);
        exchanged.put(inputs.get(1), widened(kernels, List.of((long) wide, (long) deep, sides.get(2), sides.get(3))));
        if (inputs.size() > 2) {
            exchanged.put(inputs.get(2), widened(named(inputs.get(2), constants), List.of((long) wide)));
        }
        return channelByChannel ? inGroups(node, wide) : node;
    }

    /** The tensor in the corner of a larger one of zeros, whose first two dimensions may be longer. */
    private static UnknownFieldSet widened(UnknownFieldSet tensor, List<Long> sides) throws IOException {
        List<Long> before = integers(tensor, TENSOR_DIMENSIONS);
        ByteBuffer stored = tensor.getField(TENSOR_BYTES)
                .getLengthDelimitedList()
                .getFirst()
                .asReadOnlyByteBuffer();
        int rows = before.getFirst().intValue();
        int row = stored.remaining() / rows;
        int size = Float.BYTES;
        for (long side : sides) {
            size = Math.multiplyExact(size, (int) side);
        }
        ByteBuffer filled = ByteBuffer.allocate(size);
        int stride = size / sides.getFirst().intValue();
        for (int k = 0; k < rows; k++) {
            filled.put(k * stride, stored, k * row, row);
        }
        return tensor.toBuilder()
                .addField(
                        TENSOR_DIMENSIONS,
                        field(sides.stream().mapToLong(Long::longValue).toArray()))
                .addField(
                        TENSOR_BYTES,
                        Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFrom(filled))
                                .build())
                .build();
    }

    private static UnknownFieldSet inGroups(UnknownFieldSet node, int groups) throws IOException {
        List<UnknownFieldSet> attributes = new ArrayList<>();
        for (UnknownFieldSet attribute : messages(node, NODE_ATTRIBUTE)) {
            boolean group = texts(attribute, ATTRIBUTE_NAME).getFirst().equals("group");
            attributes.add(
                    group
                            ? attribute.toBuilder()
                                    .addField(ATTRIBUTE_INTEGER, field(groups))
                                    .build()
                            : attribute);
        }
        return with(node, NODE_ATTRIBUTE, attributes);
    }

    private static int blocks(int channels) {
        return Math.ceilDiv(channels, BLOCK) * BLOCK;
    }

    /** The declarations of inputs or outputs, in which these dimensions are free. */
    private static List<UnknownFieldSet> declared(UnknownFieldSet graph, int kind, int... dimensions)
            throws IOException {
        List<UnknownFieldSet> declared = new ArrayList<>();
        for (UnknownFieldSet value : messages(graph, kind)) {
            UnknownFieldSet type = message(value, VALUE_TYPE);
            UnknownFieldSet tensor = message(type, TYPE_TENSOR);
            UnknownFieldSet shape = message(tensor, TENSOR_TYPE_SHAPE);
            List<UnknownFieldSet> free = messages(shape, SHAPE_DIMENSION);
            for (int dimension : dimensions) {
                free.set(dimension, FREE);
            }
            tensor = with(tensor, TENSOR_TYPE_SHAPE, List.of(with(shape, SHAPE_DIMENSION, free)));
            declared.add(with(value, VALUE_TYPE, List.of(with(type, TYPE_TENSOR, List.of(tensor)))));
        }
        return declared;
    }
}
