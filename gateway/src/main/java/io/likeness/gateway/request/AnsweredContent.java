package io.likeness.gateway.request;

import io.vertx.core.http.HttpServerRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The content of an answer that has begun: its head leaves even where the first read fails. Where one fails, the connection is closed, since
 * nothing else tells the caller that no more will come. For one reader at a time.
 */
final class AnsweredContent extends FilterInputStream {
    private final HttpServerRequest request;

    AnsweredContent(InputStream content, HttpServerRequest request) {
        super(content);
        this.request = request;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return super.read(buffer, offset, length);
        } catch (IOException | RuntimeException e) {
            request.connection().close();
            throw e;
        }
    }
}
