package io.likeness.ingest.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** How long a 7z's directory says that it is: the library makes room for all that is claimed before it reads any of it (7zFormat.txt of the LZMA SDK). Stateless. */
final class SevenZipHeader {
    /** Half a million names of thirty characters. */
    private static final long MOST_BYTES = 40L << 20;

    private static final int START_BYTES = 32;
    private static final int OFFSET_AT = 12;
    private static final int SIZE_AT = 20;
    private static final int ENCODED = 0x17;
    /** A header that describes an encoded one takes some tens of bytes. */
    private static final int MOST_ENCODED = 1 << 16;

    private static final int PACK_INFO = 0x06;
    private static final int UNPACK_INFO = 0x07;
    private static final int SIZE = 0x09;
    private static final int UNPACK_SIZE = 0x0c;

    private SevenZipHeader() {}

    /** @throws IOException if the directory is longer than an import has room for, or the file ends before it */
    static void requireRoom(Path file) throws IOException {
        try (RandomAccessFile archive = new RandomAccessFile(file.toFile(), "r")) {
            ByteBuffer start = read(archive, 0, START_BYTES);
            long offset = start.getLong(OFFSET_AT);
            long size = start.getLong(SIZE_AT);
            requireSmall(size);
            if (offset < 0 || offset > archive.length() - START_BYTES - size) {
                throw new IOException("its directory is beyond its end");
            }
            ByteBuffer header = read(archive, START_BYTES + offset, (int) Math.min(MOST_ENCODED, size));
            if (header.hasRemaining() && unsigned(header) == ENCODED) {
                requireSmallEncoded(header);
            }
        } catch (BufferUnderflowException e) {
            throw new IOException("its directory ends within itself", e);
        }
    }

    private static void requireSmallEncoded(ByteBuffer header) throws IOException {
        long outputs = 0;
        for (int id = unsigned(header); id != 0; id = unsigned(header)) {
            switch (id) {
                case PACK_INFO -> skipPackInfo(header);
                case UNPACK_INFO -> outputs = folders(header);
                case UNPACK_SIZE -> {
                    for (long k = 0; k < outputs; k++) {
                        requireSmall(number(header));
                    }
                    return;
                }
                default -> throw new IOException("its directory is told of in an unknown way, " + id);
            }
        }
    }

    private static void skipPackInfo(ByteBuffer header) throws IOException {
        number(header);
        long streams = number(header);
        for (int id = unsigned(header); id != 0; id = unsigned(header)) {
            if (id != SIZE) {
                throw new IOException("its directory is told of in an unknown way, " + id);
            }
            for (long k = 0; k < streams; k++) {
                number(header);
            }
        }
    }

    /** Passes over the folders, and tells how many outputs their coders have; their sizes follow. */
    private static long folders(ByteBuffer header) throws IOException {
        unsigned(header); // 0x0b, which folders begin with
        long folders = number(header);
        if (unsigned(header) != 0) {
            throw new IOException("its directory is told of elsewhere");
        }
        long outputs = 0;
        for (long k = 0; k < folders; k++) {
            outputs += folder(header);
        }
        return outputs;
    }

    private static long folder(ByteBuffer header) {
        long coders = number(header);
        long inputs = 0;
        long outputs = 0;
        for (long k = 0; k < coders; k++) {
            int flags = unsigned(header);
            skip(header, flags & 0xf);
            boolean complex = (flags & 0x10) != 0;
            inputs += complex ? number(header) : 1;
            outputs += complex ? number(header) : 1;
            if ((flags & 0x20) != 0) {
                skip(header, number(header));
            }
        }
        for (long k = 0; k < 2 * (outputs - 1); k++) {
            number(header);
        }
        long packed = inputs - (outputs - 1);
        for (long k = 0; packed > 1 && k < packed; k++) {
            number(header);
        }
        return outputs;
    }

    private static void requireSmall(long bytes) throws IOException {
        if (bytes < 0 || bytes > MOST_BYTES) {
            throw new IOException("its directory is " + Long.toUnsignedString(bytes) + " bytes long, of which "
                    + MOST_BYTES + " are read");
        }
    }

    /** A number takes a byte for each bit that its first one begins with, and the bits after these. */
    private static long number(ByteBuffer header) {
        int first = unsigned(header);
        long value = 0;
        for (int k = 0; k < Long.BYTES; k++) {
            int mask = 0x80 >> k;
            if ((first & mask) == 0) {
                return value | (long) (first & (mask - 1)) << (Byte.SIZE * k);
            }
            value |= (long) unsigned(header) << (Byte.SIZE * k);
        }
        return value;
    }

    private static void skip(ByteBuffer header, long bytes) {
        if (bytes < 0 || bytes > header.remaining()) {
            throw new BufferUnderflowException();
        }
        header.position(header.position() + (int) bytes);
    }

    private static int unsigned(ByteBuffer header) {
        return header.get() & 0xff;
    }

    private static ByteBuffer read(RandomAccessFile archive, long from, int length) throws IOException {
        byte[] bytes = new byte[length];
        archive.seek(from);
        try {
            archive.readFully(bytes);
        } catch (EOFException e) {
            throw new IOException("it ends before its directory", e);
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
