package io.likeness.ingest.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The extra fields of an entry of a zip's directory: sizes beyond 4 GiB, and the name in Unicode where the entry's own is not. */
final class ZipExtra {
    private static final int ZIP_64 = 0x0001;
    private static final int UNICODE_NAME = 0x7075;
    private static final int HEADER_BYTES = 4;
    private static final int UNICODE_HEADER_BYTES = 5;

    /** In place of a number that only the zip64 field has room for. */
    static final long ELSEWHERE = 0xffffffffL;

    private final byte[] fields;

    ZipExtra(byte[] fields) {
        this.fields = fields;
    }

    /** The given values, each replaced by the one from the zip64 field where it says so. */
    Sizes sizes(long expanded, long compressed, long offset) throws IOException {
        ByteBuffer large = find(ZIP_64);
        return new Sizes(next(expanded, large), next(compressed, large), next(offset, large));
    }

    /** Replaces the position in the zip64 field, in the array that it was given; it follows those of the given sizes that are there, too. */
    void putOffset(long expanded, long compressed, long offset) throws IOException {
        ByteBuffer large = find(ZIP_64);
        int at = (expanded == ELSEWHERE ? Long.BYTES : 0) + (compressed == ELSEWHERE ? Long.BYTES : 0);
        if (large == null || large.capacity() < at + Long.BYTES) {
            throw new IOException("central directory without the position of a file");
        }
        large.putLong(at, offset);
    }

    /** The name that Info-ZIP adds, absent too where it was added to another name than the entry has now. */
    @Nullable
    String unicodeName(byte[] name) {
        ByteBuffer field = find(UNICODE_NAME);
        if (field == null || field.remaining() <= UNICODE_HEADER_BYTES || field.get() != 1) {
            return null;
        }
        CRC32 crc = new CRC32();
        crc.update(name);
        return Integer.toUnsignedLong(field.getInt()) == crc.getValue()
                ? UTF_8.decode(field).toString()
                : null;
    }

    private static long next(long value, @Nullable ByteBuffer large) throws IOException {
        if (value != ELSEWHERE) {
            return value;
        }
        if (large == null || large.remaining() < Long.BYTES) {
            throw new IOException("central directory without the size or position of a file");
        }
        long found = large.getLong();
        if (found < 0) {
            throw new IOException("central directory with a negative size or position");
        }
        return found;
    }

    private @Nullable ByteBuffer find(int kind) {
        ByteBuffer left = ByteBuffer.wrap(fields).order(ByteOrder.LITTLE_ENDIAN);
        while (left.remaining() >= HEADER_BYTES) {
            int id = Short.toUnsignedInt(left.getShort());
            int length = Math.min(Short.toUnsignedInt(left.getShort()), left.remaining());
            if (id == kind) {
                return left.slice(left.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            }
            left.position(left.position() + length);
        }
        return null;
    }

    /** In bytes; the offset is that of the local header. */
    record Sizes(long expanded, long compressed, long offset) {}
}
