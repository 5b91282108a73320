package io.likeness.faces;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Reads and writes messages of an ONNX file by the numbers of their fields (<a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>). Stateless. */
final class OnnxFields {
    static final int MODEL_GRAPH = 7;

    static final int GRAPH_NODE = 1;
    static final int GRAPH_INITIALIZER = 5;
    static final int GRAPH_INPUT = 11;
    static final int GRAPH_OUTPUT = 12;
    static final int GRAPH_VALUE_INFO = 13;

    static final int NODE_INPUT = 1;
    static final int NODE_OUTPUT = 2;
    static final int NODE_OPERATOR = 4;
    static final int NODE_ATTRIBUTE = 5;

    static final int ATTRIBUTE_NAME = 1;
    static final int ATTRIBUTE_INTEGER = 3;

    static final int VALUE_TYPE = 2;
    static final int TYPE_TENSOR = 1;
    static final int TENSOR_TYPE_SHAPE = 2;
    static final int SHAPE_DIMENSION = 1;

    static final int TENSOR_DIMENSIONS = 1;
    static final int TENSOR_INTEGERS = 7;
    static final int TENSOR_NAME = 8;
    static final int TENSOR_BYTES = 9;

    private OnnxFields() {}

    static UnknownFieldSet message(UnknownFieldSet message, int number) throws IOException {
        return messages(message, number).getFirst();
    }

    static List<UnknownFieldSet> messages(UnknownFieldSet message, int number) throws IOException {
        List<UnknownFieldSet> messages = new ArrayList<>();
        for (ByteString bytes : message.getField(number).getLengthDelimitedList()) {
            messages.add(UnknownFieldSet.parseFrom(bytes));
        }
        return messages;
    }

    static List<String> texts(UnknownFieldSet message, int number) {
        return message.getField(number).getLengthDelimitedList().stream()
                .map(ByteString::toStringUtf8)
                .toList();
    }

    /** 64-bit integers, which may be stored packed or one by one. */
    static List<Long> integers(UnknownFieldSet message, int number) throws IOException {
        List<Long> values = new ArrayList<>(message.getField(number).getVarintList());
        for (ByteString packed : message.getField(number).getLengthDelimitedList()) {
            CodedInputStream in = packed.newCodedInput();
            while (!in.isAtEnd()) {
                values.add(in.readInt64());
            }
        }
        return values;
    }

    /** Of a tensor of 64-bit integers. */
    static List<Long> integers(UnknownFieldSet tensor) throws IOException {
        List<Long> values = integers(tensor, TENSOR_INTEGERS);
        for (ByteString bytes : tensor.getField(TENSOR_BYTES).getLengthDelimitedList()) {
            LongBuffer stored =
                    bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
            while (stored.hasRemaining()) {
                values.add(stored.get());
            }
        }
        return values;
    }

    /** A tensor of that name with other integers, in one dimension. */
    static UnknownFieldSet withIntegers(UnknownFieldSet tensor, long... values) {
        return tensor.toBuilder()
                .clearField(TENSOR_BYTES)
                .addField(TENSOR_INTEGERS, field(values))
                .addField(TENSOR_DIMENSIONS, field(values.length))
                .build();
    }

    static UnknownFieldSet with(UnknownFieldSet message, int number, Collection<UnknownFieldSet> values) {
        Field.Builder field = Field.newBuilder();
        values.forEach(value -> field.addLengthDelimited(value.toByteString()));
        return message.toBuilder().addField(number, field.build()).build();
    }

    static UnknownFieldSet withTexts(UnknownFieldSet message, int number, String... values) {
        Field.Builder field = Field.newBuilder();
        Arrays.stream(values).map(ByteString::copyFromUtf8).forEach(field::addLengthDelimited);
        return message.toBuilder().addField(number, field.build()).build();
    }

    static Field field(long... integers) {
        Field.Builder field = Field.newBuilder();
        Arrays.stream(integers).forEach(field::addVarint);
        return field.build();
    }

    /** @throws IOException if there is none of that name */
    static <T> T named(String name, Map<String, T> values) throws IOException {
        T value = values.get(name);
        if (value == null) {
            throw new IOException("graph: expected a constant, found " + name);
        }
        return value;
    }
}
