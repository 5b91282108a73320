package io.likeness.imaging;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/** Reads the text chunks of a PNG file, each checked by its CRC. Stateless, safe for threads. */
public final class PngText {
    private static final int FRAME = 12;

    private PngText() {}

    /**
     * Keywords and values of tEXt and uncompressed iTXt chunks, in the file's order; a repeated keyword keeps its last
     * value. Compressed text is passed over.
     *
     * @throws IllegalArgumentException if {@code file} is no PNG, is cut off, or a chunk's CRC does not match
     */
    public static Map<String, String> read(byte[] file) {
        requireSignature(file);
        Map<String, String> text = new LinkedHashMap<>();
        ByteBuffer chunks = ByteBuffer.wrap(file).position(PngChunks.SIGNATURE.length);
        while (chunks.hasRemaining()) {
            byte[] data = new byte[requireLength(chunks)];
            byte[] type = new byte[4];
            chunks.get(type).get(data);
            requireCrc(type, data, chunks.getInt());
            switch (new String(type, StandardCharsets.US_ASCII)) {
                case "tEXt" -> latin(data, text);
                case "iTXt" -> international(data, text);
                case "IEND" -> {
                    return text;
                }
                default -> {}
            }
        }
        throw new IllegalArgumentException("PNG: expected an IEND chunk, found the end of the file");
    }

    private static void latin(byte[] data, Map<String, String> text) {
        int end = zero(data, 0);
        text.put(
                new String(data, 0, end, StandardCharsets.ISO_8859_1),
                new String(data, end + 1, data.length - end - 1, StandardCharsets.ISO_8859_1));
    }

    private static void international(byte[] data, Map<String, String> text) {
        int keyword = zero(data, 0);
        if (keyword + 2 >= data.length || data[keyword + 1] != 0) {
            return;
        }
        int language = zero(data, keyword + 3);
        int translated = zero(data, language + 1);
        text.put(
                new String(data, 0, keyword, StandardCharsets.ISO_8859_1),
                new String(data, translated + 1, data.length - translated - 1, StandardCharsets.UTF_8));
    }

    private static int zero(byte[] data, int from) {
        for (int at = from; at < data.length; at++) {
            if (data[at] == 0) {
                return at;
            }
        }
        throw new IllegalArgumentException("PNG text chunk: expected a zero byte after position " + from);
    }

    private static void requireSignature(byte[] file) {
        int length = PngChunks.SIGNATURE.length;
        if (file.length < length || !Arrays.equals(file, 0, length, PngChunks.SIGNATURE, 0, length)) {
            throw new IllegalArgumentException("PNG: expected its signature, found " + file.length + " other bytes");
        }
    }

    private static int requireLength(ByteBuffer chunks) {
        int length = chunks.remaining() < FRAME ? -1 : chunks.getInt();
        if (length < 0 || length > chunks.remaining() - 8) {
            throw new IllegalArgumentException("PNG: expected a whole chunk at the end, found it cut off");
        }
        return length;
    }

    private static void requireCrc(byte[] type, byte[] data, int found) {
        CRC32 crc = new CRC32();
        crc.update(type);
        crc.update(data);
        if ((int) crc.getValue() != found) {
            throw new IllegalArgumentException("PNG: expected CRC " + Integer.toHexString((int) crc.getValue())
                    + " of chunk " + new String(type, StandardCharsets.US_ASCII) + ", found "
                    + Integer.toHexString(found));
        }
    }
}
