package io.likeness.gateway.request;

import io.likeness.contracts.ObjectReference;
import io.likeness.platform.store.ObjectStore;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/**
 * Answers with objects of the store, verified: small ones before their first byte leaves, larger ones before their last,
 * so that an answer that is whole is right and none is held whole in memory or on disk. Safe for threads.
 */
@Singleton
public class FileResponses {
    /** With each of a hundred requests holding that much at most, it stays small beside the heap. */
    private static final long SMALL_BYTES = 1L << 18;

    private final ObjectStore store;
    private final CurrentVertxRequest current;

    public FileResponses(ObjectStore store, CurrentVertxRequest current) {
        this.store = store;
        this.current = current;
    }

    /**
     * An answer with the content and its length: where larger content turns out wrong, or the store goes away while it is read, the
     * connection ends before the content does and the caller can see it.
     */
    public ResponseBuilder answer(ObjectReference reference) {
        return Response.ok(open(reference)).header(HttpHeaders.CONTENT_LENGTH, reference.bytes());
    }

    private InputStream open(ObjectReference reference) {
        if (reference.bytes() <= SMALL_BYTES) {
            return new ByteArrayInputStream(store.fetch(reference));
        }
        HttpServerRequest request = current.getCurrent().request();
        return new AnsweredContent(store.open(reference), request);
    }
}
