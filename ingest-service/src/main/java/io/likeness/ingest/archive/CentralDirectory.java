package io.likeness.ingest.archive;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.file.Path;

/**
 * Counts a zip's entries without keeping them, so that the limit holds before a library reads the directory into memory.
 * (PKWARE APPNOTE 6.3.10, sections 4.3.12 to 4.3.16.)
 */
final class CentralDirectory {
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_64_SIGNATURE = 0x06064b50;
    private static final int LOCATOR_64_SIGNATURE = 0x07064b50;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int END_BYTES = 22;
    private static final int LOCATOR_64_BYTES = 20;
    private static final int ENTRY_BYTES = 46;
    private static final int LONGEST_COMMENT = 0xffff;

    private CentralDirectory() {}

    /** Entries that really follow each other in the directory, whatever the end record claims; stops counting at {@code most + 1}. */
    static long count(Path file, long most) throws IOException {
        try (RandomAccessFile zip = new RandomAccessFile(file.toFile(), "r")) {
            zip.seek(start(zip));
            InputStream in = new BufferedInputStream(Channels.newInputStream(zip.getChannel()), 1 << 16);
            return countFrom(new DataInputStream(in), most);
        }
    }

    private static long countFrom(DataInputStream in, long most) throws IOException {
        ByteBuffer entry = ByteBuffer.allocate(ENTRY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        long count = 0;
        while (count <= most) {
            if (in.readNBytes(entry.array(), 0, ENTRY_BYTES) < ENTRY_BYTES || entry.getInt(0) != ENTRY_SIGNATURE) {
                return count;
            }
            count++;
            in.skipNBytes(unsigned(entry, 28) + unsigned(entry, 30) + unsigned(entry, 32));
        }
        return count;
    }

    private static long start(RandomAccessFile zip) throws IOException {
        long tailStart = Math.max(0, zip.length() - END_BYTES - LONGEST_COMMENT);
        ByteBuffer tail = read(zip, tailStart, (int) (zip.length() - tailStart));
        for (int at = tail.capacity() - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END_SIGNATURE) {
                return start(zip, tailStart + at, Integer.toUnsignedLong(tail.getInt(at + 12)));
            }
        }
        throw new EOFException("no end of central directory");
    }

    private static long start(RandomAccessFile zip, long end, long size) throws IOException {
        long locatorAt = end - LOCATOR_64_BYTES;
        if (locatorAt >= 0) {
            ByteBuffer locator = read(zip, locatorAt, LOCATOR_64_BYTES);
            if (locator.getInt(0) == LOCATOR_64_SIGNATURE) {
                return start64(zip, locator.getLong(8));
            }
        }
        return requireInside(zip, end - size);
    }

    private static long start64(RandomAccessFile zip, long end64) throws IOException {
        ByteBuffer end = read(zip, requireInside(zip, end64), 56);
        if (end.getInt(0) != END_64_SIGNATURE) {
            throw new EOFException("no zip64 end of central directory");
        }
        return requireInside(zip, end.getLong(48));
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

    private static int unsigned(ByteBuffer buffer, int at) {
        return Short.toUnsignedInt(buffer.getShort(at));
    }
}
