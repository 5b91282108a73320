package io.likeness.gateway.request;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.platform.store.ObjectStore;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Answers with objects of the store, verified: small ones before their first byte leaves, larger ones before their last,
 * so that an answer that is whole is right and none is held whole in memory or on disk. A caller may ask for a part, which is not verified, and
 * whether the content is another than the one it has: the tag is its SHA-256. Safe for threads.
 */
@Singleton
public class FileResponses {
    /** With each of a hundred requests holding that much at most, it stays small beside the heap. */
    private static final long SMALL_BYTES = 1L << 18;

    private static final String RANGE = "Range";

    /** Parts of a compressed content would be others, so what has parts is never compressed. */
    private static final String PLAIN = "identity";

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
        return answer(reference, reference.mediaType());
    }

    /** As {@link #answer(ObjectReference)}, of another media type than it was stored with. */
    public ResponseBuilder answer(ObjectReference reference, String mediaType) {
        HttpServerRequest request = request();
        String tag = tag(reference.sha256());
        if (has(request, tag)) {
            return Response.notModified(reference.sha256());
        }
        // Only of what is got can a part be asked for (RFC 9110, section 14.2).
        String range = request.method().equals(HttpMethod.GET) ? request.getHeader(RANGE) : null;
        ResponseBuilder answer =
                switch (ByteRange.asked(range, request.getHeader("If-Range"), tag, reference.bytes())) {
                    case ByteRange.Asked.Everything all -> whole(reference, request);
                    case ByteRange.Asked.Part part -> part(reference, part.range(), request);
                    case ByteRange.Asked.Nothing none -> throw notThere(reference.bytes());
                };
        return answer.type(mediaType).header(HttpHeaders.ETAG, tag).header("Accept-Ranges", "bytes");
    }

    /** An answer with a content that is at hand, whole. */
    public ResponseBuilder answer(byte[] content) {
        String digest = Digests.sha256(content);
        return has(request(), tag(digest))
                ? Response.notModified(digest)
                : Response.ok(content).header(HttpHeaders.ETAG, tag(digest));
    }

    /** An answer with a content that is made while it is sent: where that fails, the connection ends and the caller can see it. */
    public ResponseBuilder answer(InputStream content) {
        return Response.ok(new AnsweredContent(content, request()));
    }

    private ResponseBuilder whole(ObjectReference reference, HttpServerRequest request) {
        InputStream content = reference.bytes() <= SMALL_BYTES
                ? new ByteArrayInputStream(store.fetch(reference))
                : new AnsweredContent(store.open(reference), request);
        return Response.ok(content)
                .header(HttpHeaders.CONTENT_LENGTH, reference.bytes())
                .header(HttpHeaders.CONTENT_ENCODING, PLAIN);
    }

    private ResponseBuilder part(ObjectReference reference, ByteRange range, HttpServerRequest request) {
        InputStream content = store.fetchRange(reference, range.first(), range.length());
        return Response.status(Response.Status.PARTIAL_CONTENT)
                .entity(new AnsweredContent(content, request))
                .header(HttpHeaders.CONTENT_LENGTH, range.length())
                .header(HttpHeaders.CONTENT_ENCODING, PLAIN)
                .header("Content-Range", "bytes %d-%d/%d".formatted(range.first(), range.last(), reference.bytes()));
    }

    /** The whole length is told in the message: an answer that is a problem has a type of its own. */
    private static LikenessException notThere(long bytes) {
        return new LikenessException(
                ErrorCode.RANGE_NOT_SATISFIABLE, "Range: expected bytes of " + bytes + ", found none of them");
    }

    private HttpServerRequest request() {
        return current.getCurrent().request();
    }

    /** Only of what is got can one know that it has it. */
    private static boolean has(HttpServerRequest request, String tag) {
        if (request.method().equals(HttpMethod.POST)) {
            return false;
        }
        String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        return known != null
                && (known.strip().equals("*")
                        || Arrays.stream(known.split(","))
                                .map(each -> each.strip().startsWith("W/")
                                        ? each.strip().substring(2)
                                        : each.strip())
                                .anyMatch(tag::equals));
    }

    private static String tag(String digest) {
        return '"' + digest + '"';
    }
}
