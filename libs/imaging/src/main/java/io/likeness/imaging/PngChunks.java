package io.likeness.imaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** A PNG file under construction: signature, then chunks of length, type, data and CRC. Confined to a thread. */
final class PngChunks {
    static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private static final byte GREY = 0;
    private static final byte RGB = 2;
    private static final int REPEAT_FOR_EVER = 0;
    private static final short THOUSANDTHS = 1_000;
    private static final int LONGEST_KEYWORD = 79;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    PngChunks() {
        file.writeBytes(SIGNATURE);
    }

    /** Chunks behind those that are written already. */
    static PngChunks tail() {
        PngChunks tail = new PngChunks();
        tail.file.reset();
        return tail;
    }

    void header(int width, int height, int channels) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) 8)
                .put(channels == 1 ? GREY : RGB)
                .array();
        chunk("IHDR", header);
    }

    void text(String keyword, String value) {
        requireKeyword(keyword);
        if (latin(value)) {
            chunk("tEXt", (keyword + '\0' + value).getBytes(StandardCharsets.ISO_8859_1));
        } else {
            // After the keyword: no compression, its method, no language, no translated keyword.
            chunk("iTXt", (keyword + "\0\0\0\0\0" + value).getBytes(StandardCharsets.UTF_8));
        }
    }

    void data(byte[] packed) {
        chunk("IDAT", packed);
    }

    /** Announces an animation; it comes before the first {@link #data}. */
    void animation(int frames) {
        chunk(
                "acTL",
                ByteBuffer.allocate(8).putInt(frames).putInt(REPEAT_FOR_EVER).array());
    }

    /** Announces a frame that covers the whole image: nothing is disposed of or blended with (both 0). */
    void frame(int sequence, int width, int height, int milliseconds) {
        byte[] control = ByteBuffer.allocate(26)
                .putInt(sequence)
                .putInt(width)
                .putInt(height)
                .putInt(0)
                .putInt(0)
                .putShort((short) milliseconds)
                .putShort(THOUSANDTHS)
                .array();
        chunk("fcTL", control);
    }

    /** The pixels of a frame that is not the image itself. */
    void frameData(int sequence, byte[] packed) {
        chunk(
                "fdAT",
                ByteBuffer.allocate(4 + packed.length)
                        .putInt(sequence)
                        .put(packed)
                        .array());
    }

    /** What is complete so far leaves for a stream, and the memory. */
    void moveTo(OutputStream target) throws IOException {
        file.writeTo(target);
        file.reset();
    }

    /** What is complete so far. */
    byte[] unfinished() {
        return file.toByteArray();
    }

    void end() {
        chunk("IEND", new byte[0]);
    }

    byte[] finish() {
        end();
        return file.toByteArray();
    }

    private void chunk(String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        file.writeBytes(name);
        file.writeBytes(data);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    private static void requireKeyword(String keyword) {
        boolean allowed = !keyword.isEmpty()
                && keyword.length() <= LONGEST_KEYWORD
                && keyword.equals(keyword.strip())
                && keyword.chars().allMatch(c -> c >= 0x20 && c <= 0x7e);
        if (!allowed) {
            throw new IllegalArgumentException("keyword: expected 1 to " + LONGEST_KEYWORD
                    + " printable ASCII characters, no space at an end, found '" + keyword + "'");
        }
    }

    private static boolean latin(String value) {
        return value.chars().allMatch(c -> c == '\n' || c >= 0x20 && c <= 0x7e || c >= 0xa0 && c <= 0xff);
    }
}
