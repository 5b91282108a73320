package io.likeness.imaging;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A PNG file whose rows are compressed as they come: the bytes of {@link PngWriter} without the picture ever being in memory. The one
 * chunk of pixels says its length first, which is known last, so it goes to a file. Confined to a thread.
 */
final class PngRows implements Closeable {
    private static final byte[] TYPE = "IDAT".getBytes(StandardCharsets.US_ASCII);

    private final RandomAccessFile file;
    private final PngFilter filter;
    private final byte[] filtered;
    private final byte[] packed = new byte[1 << 14];
    private final Deflater deflater = new Deflater(PngPixels.LEVEL);
    private final CRC32 crc = new CRC32();
    private final long start;
    private long length;

    PngRows(Path target, int width, int height, int channels, Map<String, String> text) throws IOException {
        PngChunks head = new PngChunks();
        head.header(width, height, channels);
        text.forEach(head::text);
        this.filter = new PngFilter(width * channels, channels);
        this.filtered = new byte[1 + width * channels];
        this.file = new RandomAccessFile(target.toFile(), "rw");
        try {
            file.setLength(0);
            file.write(head.unfinished());
            this.start = file.getFilePointer();
            file.writeInt(0);
            file.write(TYPE);
            crc.update(TYPE);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Adds a row {@code uint8[width, channels]}. */
    void add(byte[] row) throws IOException {
        filter.next(row, 0, filtered, 0);
        deflater.setInput(filtered);
        while (!deflater.needsInput()) {
            write(deflater.deflate(packed));
        }
    }

    /** Completes the file. */
    void finish() throws IOException {
        deflater.finish();
        while (!deflater.finished()) {
            write(deflater.deflate(packed));
        }
        file.writeInt((int) crc.getValue());
        PngChunks tail = PngChunks.tail();
        tail.end();
        file.write(tail.unfinished());
        file.seek(start);
        file.writeInt(Math.toIntExact(length));
    }

    @Override
    public void close() throws IOException {
        deflater.end();
        file.close();
    }

    private void write(int bytes) throws IOException {
        crc.update(packed, 0, bytes);
        file.write(packed, 0, bytes);
        length += bytes;
    }
}
