package io.likeness.gateway.webhook;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** A body of JSON that the client sends once: it would repeat the request by itself after a 408, and after a 503 with {@code Retry-After: 0}. Safe for threads. */
final class OnceBody extends RequestBody {
    private static final MediaType JSON = MediaType.get("application/json");

    private final byte[] content;

    OnceBody(byte[] content) {
        this.content = content;
    }

    @Override
    public MediaType contentType() {
        return JSON;
    }

    @Override
    public long contentLength() {
        return content.length;
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.write(content);
    }
}
