package io.likeness.ingest.archive;

import io.likeness.contracts.LikenessException;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where a zip's directory begins, as the record at its end says.
 *
 * @param directory position of the first entry of the directory
 * @param shift to add to the positions that the directory names: what was put before the zip after it was written
 */
record ZipEnd(long directory, long shift) {
    static final int SIGNATURE = 0x06054b50;
    static final int SIGNATURE_64 = 0x06064b50;

    private static final int LOCATOR_64_SIGNATURE = 0x07064b50;
    private static final int END_BYTES = 22;
    private static final int END_64_BYTES = 56;
    private static final int LOCATOR_64_BYTES = 20;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int MANY = 0xffff;

    /** @throws LikenessException {@code UNSUPPORTED_ARCHIVE} if the rest of the zip is in other files */
    static ZipEnd find(RandomAccessFile zip) throws IOException {
        ByteBuffer tail = tail(zip);
        int at = end(tail);
        if (at < 0) {
            throw new EOFException("no end of central directory");
        }
        int part = Short.toUnsignedInt(tail.getShort(at + 4));
        if (part != 0 && part != MANY) {
            throw Archive.unreadable(FileKind.SPLIT.found() + ": " + FileKind.SPLIT.advice(), null);
        }
        return of(zip, zip.length() - tail.capacity() + at, tail, at);
    }

    /** Whether a file ends as a zip does, to its last byte, whatever is before. */
    static boolean closes(RandomAccessFile file) throws IOException {
        ByteBuffer tail = tail(file);
        int at = end(tail);
        return at >= 0 && at + END_BYTES + Short.toUnsignedInt(tail.getShort(at + 20)) == tail.capacity();
    }

    private static ByteBuffer tail(RandomAccessFile zip) throws IOException {
        long start = Math.max(0, zip.length() - END_BYTES - LONGEST_COMMENT);
        return read(zip, start, (int) (zip.length() - start));
    }

    /** Where in a tail the last record is that ends a zip, -1 if there is none. */
    private static int end(ByteBuffer tail) {
        for (int at = tail.capacity() - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == SIGNATURE) {
                return at;
            }
        }
        return -1;
    }

    /**
     * What ends a zip without a comment, in its long form only where that is needed.
     *
     * @param end where its directory ends
     */
    static byte[] write(long directory, long end, long entries) {
        boolean large = entries >= MANY || end >= ZipExtra.ELSEWHERE;
        ByteBuffer out = ByteBuffer.allocate((large ? END_64_BYTES + LOCATOR_64_BYTES : 0) + END_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        if (large) {
            // Its own length without the first 12 bytes, and the version that has it, 4.5, twice.
            out.putInt(SIGNATURE_64)
                    .putLong(END_64_BYTES - 12)
                    .putShort((short) 45)
                    .putShort((short) 45);
            out.putLong(0)
                    .putLong(entries)
                    .putLong(entries)
                    .putLong(end - directory)
                    .putLong(directory);
            out.putInt(LOCATOR_64_SIGNATURE).putInt(0).putLong(end).putInt(1);
        }
        short count = (short) Math.min(entries, MANY);
        out.putInt(SIGNATURE).putInt(0).putShort(count).putShort(count);
        out.putInt((int) Math.min(end - directory, ZipExtra.ELSEWHERE));
        return out.putInt((int) Math.min(directory, ZipExtra.ELSEWHERE)).array();
    }

    private static ZipEnd of(RandomAccessFile zip, long end, ByteBuffer tail, int at) throws IOException {
        long locatorAt = end - LOCATOR_64_BYTES;
        if (locatorAt >= 0) {
            ByteBuffer locator = read(zip, locatorAt, LOCATOR_64_BYTES);
            if (locator.getInt(0) == LOCATOR_64_SIGNATURE) {
                return of64(zip, requireInside(zip, locator.getLong(8)));
            }
        }
        long start = requireInside(zip, end - Integer.toUnsignedLong(tail.getInt(at + 12)));
        return new ZipEnd(start, start - Integer.toUnsignedLong(tail.getInt(at + 16)));
    }

    private static ZipEnd of64(RandomAccessFile zip, long at) throws IOException {
        ByteBuffer end = read(zip, at, END_64_BYTES);
        if (end.getInt(0) != SIGNATURE_64) {
            throw new EOFException("no zip64 end of central directory");
        }
        return new ZipEnd(requireInside(zip, end.getLong(48)), 0);
    }

    private static long requireInside(RandomAccessFile zip, long position) throws IOException {
        if (position < 0 || position >= zip.length()) {
            throw new EOFException("central directory outside the file");
        }
        return position;
    }

    private static ByteBuffer read(RandomAccessFile zip, long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        zip.seek(position);
        zip.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
