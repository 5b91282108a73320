package io.likeness.gateway.upload;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Require;
import io.likeness.gateway.access.Principal;
import io.likeness.gateway.access.Tenant;
import io.likeness.platform.web.ProblemMapper;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Has done what a client of a protocol asks, and answers in its words. Safe for threads. */
@Singleton
class Resumption {
    private final Arrivals arrivals;
    private final long mostBytes;

    Resumption(Arrivals arrivals, Intake intake) {
        this.arrivals = arrivals;
        this.mostBytes = intake.mostBytes();
    }

    /** The protocol that a request speaks, null if none. */
    @Nullable
    Dialect dialect(RequestHeaders headers) {
        return Dialect.of(headers, mostBytes);
    }

    Reply begin(
            Principal sender,
            Dialect dialect,
            RequestHeaders headers,
            @Nullable String fileName,
            @Nullable String dataset,
            InputStream body,
            String correlationId) {
        Creation creation = dialect.creation(headers, fileName, dataset);
        Piece first = creation.pieces().isEmpty() ? dialect.first(headers) : null;
        Tenant tenant = sender.tenant();
        Standing begun = arrivals.create(sender, creation, correlationId);
        if (first == null) {
            return dialect.created(begun);
        }
        try {
            return switch (arrivals.append(tenant, begun.id(), first, body)) {
                case Appended.Kept(Standing standing) -> dialect.created(standing);
                case Appended.Elsewhere elsewhere -> elsewhere(elsewhere);
            };
        } catch (RuntimeException e) {
            giveUp(tenant, begun, e);
            throw e;
        }
    }

    /** Its client was never told where to go on. */
    private void giveUp(Tenant tenant, Standing begun, RuntimeException failure) {
        try {
            arrivals.cancel(tenant, begun.id());
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** Who asks and says no protocol is answered in the draft's words: its clients say nothing when they ask. */
    Reply look(Tenant tenant, RequestHeaders headers, String id) {
        Dialect spoken = dialect(headers);
        return (spoken == null ? new DraftDialect(mostBytes) : spoken).looked(arrivals.look(tenant, id));
    }

    Reply append(Tenant tenant, RequestHeaders headers, String id, InputStream body) {
        Dialect dialect = dialect(headers);
        if (dialect == null) {
            throw Require.invalid(
                    TusDialect.VERSION_FIELD,
                    TusDialect.VERSION + ", or " + DraftDialect.COMPLETE + ": ?0 or ?1",
                    "neither of the fields");
        }
        return switch (arrivals.append(tenant, id, dialect.next(headers), body)) {
            case Appended.Kept(Standing standing) -> dialect.appended(standing);
            case Appended.Elsewhere elsewhere -> elsewhere(elsewhere);
        };
    }

    Reply options() {
        Map<String, String> headers = new HashMap<>();
        headers.put("Tus-Version", TusDialect.VERSION);
        headers.put(TusDialect.VERSION_FIELD, TusDialect.VERSION);
        headers.put("Tus-Extension", TusDialect.EXTENSIONS);
        headers.put("Tus-Max-Size", Long.toString(mostBytes));
        headers.put("Tus-Checksum-Algorithm", Checksum.algorithms());
        headers.put("Accept-Patch", TusDialect.MEDIA_TYPE + ", " + DraftDialect.MEDIA_TYPE);
        headers.put(DraftDialect.LIMIT, DraftDialect.limit(mostBytes));
        return new Reply(204, headers, null);
    }

    private static Reply elsewhere(Appended.Elsewhere elsewhere) {
        return new Reply(
                ErrorCode.STATE_CONFLICT.httpStatus(),
                Map.of(
                        "Upload-Offset",
                        Long.toString(elsewhere.expected()),
                        "Upload-Complete",
                        elsewhere.whole() ? "?1" : "?0"),
                ProblemMapper.problem(
                        ErrorCode.STATE_CONFLICT,
                        "Upload-Offset: expected %d, found %d".formatted(elsewhere.expected(), elsewhere.found())));
    }
}
