package io.likeness.gateway.request;

import java.io.IOException;
import java.io.InputStream;

/** A body that may be read up to its limit; one byte more is a refusal, whatever length was stated. For one thread. */
public final class BoundedBody extends InputStream {
    private final InputStream body;
    private final long mostBytes;
    private long count;

    public BoundedBody(InputStream body, long mostBytes) {
        this.body = body;
        this.mostBytes = mostBytes;
    }

    @Override
    public int read() throws IOException {
        int value = body.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = body.read(buffer, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    @Override
    public int available() throws IOException {
        return body.available();
    }

    @Override
    public void close() throws IOException {
        body.close();
    }

    private void count(int read) {
        count += read;
        if (count > mostBytes) {
            throw BodyLimitFilter.tooLarge(mostBytes);
        }
    }
}
