package io.likeness.platform.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Require;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work within a trace (W3C Recommendation "Trace Context", 23 November 2021, section 3.2). Immutable.
 *
 * @param traceId 32 lower-case hexadecimal digits, not all zero
 * @param spanId of the piece itself: 16 such digits, not all zero
 * @param flags 0 to 255; the lowest bit says that somebody up the line may record the trace
 */
public record TraceContext(String traceId, String spanId, int flags) {
    /** What versions to come put behind the flags is cut (section 4.3 of the Recommendation, "Versioning of traceparent"). */
    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    private static final Pattern TRACE = Pattern.compile("(?!0{32})[0-9a-f]{32}");
    private static final Pattern SPAN = Pattern.compile("(?!0{16})[0-9a-f]{16}");
    private static final int SAMPLED = 1;
    private static final int ID_BYTES = 16;

    public TraceContext {
        requireForm("traceId", TRACE, traceId);
        requireForm("spanId", SPAN, spanId);
        Require.between("flags", flags, 0, 255);
    }

    /** What a header says; empty where there is none, or one that the Recommendation has ignored. */
    public static Optional<TraceContext> find(@Nullable String traceparent) {
        Matcher parts = FORM.matcher(traceparent == null ? "" : traceparent.strip());
        if (!parts.matches() || !known(parts.group(1), parts.group(5))) {
            return Optional.empty();
        }
        String traceId = parts.group(2);
        String spanId = parts.group(3);
        return TRACE.matcher(traceId).matches() && SPAN.matcher(spanId).matches()
                ? Optional.of(new TraceContext(traceId, spanId, HexFormat.fromHexDigits(parts.group(4))))
                : Optional.empty();
    }

    /** Version ff is none, and nothing follows the flags of version 00. */
    private static boolean known(String version, @Nullable String more) {
        return !version.equals("ff") && (more == null || !version.equals("00"));
    }

    /**
     * The trace of a request that brought none: the same wherever, and however late, work for that request goes on. A correlation id that
     * has the form of a trace id is one; any other is hashed.
     */
    public static TraceContext of(String correlationId) {
        return new TraceContext(traceId(correlationId), newSpanId(), 0);
    }

    private static String traceId(String correlationId) {
        if (TRACE.matcher(correlationId).matches()) {
            return correlationId;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(correlationId.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }

    /** A piece of work that this one causes. Only the flag that this version knows is passed on. */
    public TraceContext child() {
        return new TraceContext(traceId, newSpanId(), flags & SAMPLED);
    }

    /** Whether the trace is another than {@link #of} makes of that id: who goes on later has to be told. */
    public boolean foreignTo(String correlationId) {
        return !traceId.equals(traceId(correlationId));
    }

    /** As a header says it. */
    public String traceparent() {
        return "00-" + traceId + "-" + spanId + "-" + HexFormat.of().toHexDigits((byte) flags);
    }

    private static String newSpanId() {
        long id = 0;
        while (id == 0) {
            id = ThreadLocalRandom.current().nextLong();
        }
        return HexFormat.of().toHexDigits(id);
    }

    private static void requireForm(String field, Pattern form, String value) {
        if (!form.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    field + ": expected lower-case hexadecimal digits, not all zero, found '" + value + "'");
        }
    }
}
