package io.likeness.ingest.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts every byte that a tar expands to, and bounds those of headers. */
final class MeteredStream extends FilterInputStream {
    /** Long names and extended headers of one entry; real ones take a few hundred bytes. */
    private static final long MOST_HEADER_BYTES = 1L << 20;

    private final ExpansionMeter meter;
    private long allowed = Long.MAX_VALUE;
    private long position;

    MeteredStream(InputStream in, ExpansionMeter meter) {
        super(in);
        this.meter = meter;
    }

    void expectHeaders() {
        allowed = MOST_HEADER_BYTES;
    }

    void expectContent() {
        allowed = Long.MAX_VALUE;
    }

    /** Bytes that were read so far. */
    long position() {
        return position;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        count(Math.max(0, n));
        return n;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(count);
        count(skipped);
        return skipped;
    }

    private void count(long bytes) throws IOException {
        meter.expanded(bytes);
        position += bytes;
        allowed -= bytes;
        if (allowed < 0) {
            throw new IOException("headers of more than " + MOST_HEADER_BYTES + " bytes");
        }
    }
}
