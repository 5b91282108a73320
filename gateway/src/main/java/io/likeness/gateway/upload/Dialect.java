package io.likeness.gateway.upload;

import org.jspecify.annotations.Nullable;

/**
 * A protocol in which clients resume uploads: it makes commands of requests, and answers of what became of them. All of them speak of
 * the same uploads at the same addresses, so that one may go on with what another began. Stateless.
 */
sealed interface Dialect permits TusDialect, DraftDialect {
    String COLLECTION = "/v1/uploads";

    /** Which one a request speaks, null if none: what is no structured Boolean is to be ignored. */
    static @Nullable Dialect of(RequestHeaders headers, long mostBytes) {
        if (headers.has(TusDialect.VERSION_FIELD)) {
            return new TusDialect(mostBytes);
        }
        return DraftDialect.isSpoken(headers) ? new DraftDialect(mostBytes) : null;
    }

    /**
     * The upload that a request begins.
     *
     * @param fileName as the address says, which goes before what the protocol says
     * @param dataset as the address says, likewise
     */
    Creation creation(RequestHeaders headers, @Nullable String fileName, @Nullable String dataset);

    /** What a request brings: its whole body if it begins an upload, absent then if it has none. */
    @Nullable
    Piece first(RequestHeaders headers);

    Piece next(RequestHeaders headers);

    Reply created(Standing standing);

    Reply looked(Standing standing);

    Reply appended(Standing standing);

    static String location(String id) {
        return COLLECTION + "/" + id;
    }
}
