package io.likeness.generator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes the few wire types of Protocol Buffers that an ONNX file needs. For one thread. */
final class ProtobufWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    ProtobufWriter number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    ProtobufWriter text(int field, String value) {
        return bytes(field, value.getBytes(UTF_8));
    }

    ProtobufWriter nested(int field, ProtobufWriter value) {
        return bytes(field, value.finish());
    }

    ProtobufWriter floats(int field, float[] values) {
        ByteBuffer content = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        content.asFloatBuffer().put(values);
        return bytes(field, content.array());
    }

    ProtobufWriter bytes(int field, byte[] content) {
        varint(((long) field << 3) | 2);
        varint(content.length);
        out.writeBytes(content);
        return this;
    }

    byte[] finish() {
        return out.toByteArray();
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
