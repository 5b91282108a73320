package io.likeness.ingest.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads a zip's central directory from its first entry to its last and keeps none of them, so that the number of files costs no memory.
 * (PKWARE APPNOTE 6.3.10, sections 4.3.12 to 4.3.16 and 4.5.3.) Not safe for threads.
 */
final class ZipDirectory {
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int SIGNATURE_SIGNATURE = 0x05054b50;
    private static final int ENTRY_BYTES = 46;
    private static final int OFFSET = 42;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int ENCRYPTED = 1;
    private static final int UNIX = 3;
    private static final int FILE_TYPE = 0xf000;
    private static final int SYMBOLIC_LINK = 0xa000;

    private final DataInputStream in;
    private final long shift;
    private final ByteBuffer entry = ByteBuffer.allocate(ENTRY_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private byte[] name = {};
    private byte[] extra = {};
    private byte[] comment = {};

    private ZipDirectory(DataInputStream in, long shift) {
        this.in = in;
        this.shift = shift;
    }

    /** The file stays the caller's to close. */
    static ZipDirectory open(RandomAccessFile zip) throws IOException {
        ZipEnd end = ZipEnd.find(zip);
        FileSlice slice = new FileSlice(zip, end.directory(), zip.length() - end.directory());
        return new ZipDirectory(new DataInputStream(new BufferedInputStream(slice, BUFFER_BYTES)), end.shift());
    }

    /**
     * The next entry, null after the last.
     *
     * @throws IOException if neither an entry nor what may follow the last comes next
     */
    @Nullable
    ZipEntryRecord next() throws IOException {
        in.readFully(entry.array(), 0, Integer.BYTES);
        int signature = entry.getInt(0);
        if (signature == ZipEnd.SIGNATURE || signature == ZipEnd.SIGNATURE_64 || signature == SIGNATURE_SIGNATURE) {
            return null;
        }
        if (signature != ENTRY_SIGNATURE) {
            throw new EOFException("central directory is damaged");
        }
        in.readFully(entry.array(), Integer.BYTES, ENTRY_BYTES - Integer.BYTES);
        name = bytes(unsigned(28));
        extra = bytes(unsigned(30));
        comment = bytes(unsigned(32));
        return record(new ZipExtra(extra));
    }

    /**
     * Writes what it says of the entry that came last, as it is but for the position of the file.
     *
     * @return how many bytes these are
     * @throws UnreadableEntry if the position is beyond what it has room for
     */
    int copy(OutputStream out, long position) throws IOException {
        ByteBuffer copy = ByteBuffer.wrap(entry.array().clone()).order(ByteOrder.LITTLE_ENDIAN);
        if (unsignedInt(OFFSET) == ZipExtra.ELSEWHERE) {
            new ZipExtra(extra).putOffset(unsignedInt(24), unsignedInt(20), position);
        } else if (position < ZipExtra.ELSEWHERE) {
            copy.putInt(OFFSET, (int) position);
        } else {
            throw UnreadableEntry.damaged("a position beyond 4 GiB");
        }
        out.write(copy.array());
        out.write(name);
        out.write(extra);
        out.write(comment);
        return ENTRY_BYTES + name.length + extra.length + comment.length;
    }

    private ZipEntryRecord record(ZipExtra fields) throws IOException {
        String unicode = fields.unicodeName(name);
        String shown = unicode == null ? new String(name, UTF_8) : unicode;
        ZipExtra.Sizes sizes = fields.sizes(unsignedInt(24), unsignedInt(20), unsignedInt(OFFSET));
        return new ZipEntryRecord(
                shown,
                unsigned(10),
                (unsigned(8) & ENCRYPTED) != 0,
                unsignedInt(16),
                sizes.compressed(),
                sizes.expanded(),
                sizes.offset() + shift,
                !shown.endsWith("/") && !symbolicLink());
    }

    private boolean symbolicLink() {
        return entry.get(5) == UNIX && (entry.getInt(38) >>> 16 & FILE_TYPE) == SYMBOLIC_LINK;
    }

    private byte[] bytes(int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    private int unsigned(int at) {
        return Short.toUnsignedInt(entry.getShort(at));
    }

    private long unsignedInt(int at) {
        return Integer.toUnsignedLong(entry.getInt(at));
    }
}
