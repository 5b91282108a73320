package io.likeness.ingest.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/** The bytes of one file of a zip: counted, within its limits as they come, and compared with its checksum at the end. */
final class CheckedEntry extends FilterInputStream {
    /** Small drawings may compress well without harm. */
    private static final long RATIO_FREE_BYTES = 1L << 20;

    private final ZipEntryRecord entry;
    private final long mostBytes;
    private final long ratio;
    private final ExpansionMeter meter;
    private final CRC32 crc = new CRC32();
    private long bytes;

    CheckedEntry(InputStream expanded, ZipEntryRecord entry, long mostBytes, long ratio, ExpansionMeter meter) {
        super(expanded);
        this.entry = entry;
        this.mostBytes = mostBytes;
        this.ratio = ratio;
        this.meter = meter;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        if (n < 0) {
            requireChecksum();
            return n;
        }
        crc.update(buffer, offset, n);
        count(n);
        return n;
    }

    @Override
    public long skip(long count) throws IOException {
        throw new UnsupportedOperationException("what is skipped is not checked");
    }

    private void count(int n) throws UnreadableEntry {
        meter.expanded(n);
        bytes += n;
        if (bytes > mostBytes) {
            throw UnreadableEntry.longerThan(mostBytes, "more");
        }
        if (bytes > RATIO_FREE_BYTES && bytes / Math.max(1, entry.compressedSize()) >= ratio) {
            throw UnreadableEntry.overLimit("expected at most " + ratio + " expanded bytes per byte, found more");
        }
    }

    private void requireChecksum() throws UnreadableEntry {
        if (crc.getValue() != entry.crc()) {
            throw UnreadableEntry.damaged("its checksum does not match");
        }
    }
}
