package io.likeness.ingest.archive;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;

/**
 * Writes a zip again without some of its entries: files as they lie there, compressed, and then the directory, which is read once for each, so
 * that the number of files costs no memory. What lies between files is left out; so is a file that does not begin where the directory
 * says, which nobody can read. Not safe for threads.
 */
final class ZipCopy {
    private static final int DESCRIPTOR_SIGNATURE = 0x08074b50;
    private static final int LONGEST_DESCRIPTOR = 24;

    private final RandomAccessFile zip;
    private final BitSet leftOut;
    private final OutputStream out;
    private final long bytes;
    private long directory;
    private long entries;

    private ZipCopy(RandomAccessFile zip, BitSet leftOut, OutputStream out) throws IOException {
        this.zip = zip;
        this.leftOut = leftOut;
        this.out = out;
        this.bytes = zip.length();
    }

    /** @param leftOut positions in the directory */
    static void write(Path file, BitSet leftOut, Path target) throws IOException {
        try (RandomAccessFile zip = new RandomAccessFile(file.toFile(), "r");
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
            new ZipCopy(zip, leftOut, out).write();
        } catch (UnreadableEntry | EOFException e) {
            throw Archive.unreadable("a zip whose directory does not fit its files", e);
        }
    }

    private interface Step {
        void take(ZipDirectory directory, ZipEntryRecord entry, long position, long length) throws IOException;
    }

    private void write() throws IOException {
        long end = each((all, entry, position, length) ->
                Copying.copy(new FileSlice(zip, entry.offset(), length), out, length));
        each((all, entry, position, length) -> {
            directory += all.copy(out, position);
            entries++;
        });
        out.write(ZipEnd.write(end, end + directory, entries));
    }

    /** @return where the last file ends in the copy */
    private long each(Step step) throws IOException {
        ZipDirectory all = ZipDirectory.open(zip);
        long position = 0;
        int index = 0;
        for (ZipEntryRecord entry = all.next(); entry != null; entry = all.next(), index++) {
            long length = leftOut.get(index) ? 0 : length(entry);
            if (length > 0) {
                if (position + length > bytes) {
                    throw UnreadableEntry.damaged("files that overlap");
                }
                step.take(all, entry, position, length);
                position += length;
            }
        }
        return position;
    }

    /** Of a file with what is before and after it; 0 if there is none. */
    private long length(ZipEntryRecord entry) throws IOException {
        try {
            ZipLocalHeader header = ZipLocalHeader.read(zip, entry.offset());
            long content = header.bytes() + entry.compressedSize();
            if (content > bytes - entry.offset()) {
                return 0;
            }
            return header.described() ? content + descriptorBytes(entry, entry.offset() + content) : content;
        } catch (UnreadableEntry | EOFException e) {
            return 0;
        }
    }

    /** With a signature or without, sizes of 4 bytes or of 8 (sections 4.3.9 and 4.3.9.3): told by what is written in it. */
    private int descriptorBytes(ZipEntryRecord entry, long offset) throws IOException {
        ByteBuffer found = ByteBuffer.allocate(LONGEST_DESCRIPTOR).order(ByteOrder.LITTLE_ENDIAN);
        new FileSlice(zip, offset, LONGEST_DESCRIPTOR).readNBytes(found.array(), 0, LONGEST_DESCRIPTOR);
        int crc = found.getInt(0) == DESCRIPTOR_SIGNATURE ? Integer.BYTES : 0;
        int sizes = crc + Integer.BYTES;
        if (Integer.toUnsignedLong(found.getInt(crc)) != entry.crc()) {
            return 0;
        }
        if (Integer.toUnsignedLong(found.getInt(sizes)) == entry.compressedSize()
                && Integer.toUnsignedLong(found.getInt(sizes + Integer.BYTES)) == entry.size()) {
            return sizes + 2 * Integer.BYTES;
        }
        boolean large =
                found.getLong(sizes) == entry.compressedSize() && found.getLong(sizes + Long.BYTES) == entry.size();
        return large ? sizes + 2 * Long.BYTES : 0;
    }
}
