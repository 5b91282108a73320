package io.likeness.platform.trace;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The work of a thread for one request, from {@link #begin} to {@link #close}: log lines carry its ids as {@code correlationId}, {@code
 * traceId} and {@code spanId}, and whatever is written or called meanwhile carries them on. Closed by the thread that began it, which has
 * then what it had before.
 */
public final class Trace implements AutoCloseable {
    /** The header, and the log key, that carry the correlation id. */
    public static final String CORRELATION_HEADER = "X-Correlation-Id";

    public static final String CORRELATION_KEY = "correlationId";

    /** The header that carries the trace. */
    public static final String TRACEPARENT = "traceparent";

    private static final String TRACE_KEY = "traceId";
    private static final String SPAN_KEY = "spanId";
    private static final String FLAGS_KEY = "traceFlags";
    private static final Pattern CORRELATION = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private final Map<String, @Nullable String> before = new LinkedHashMap<>();

    private Trace(String correlationId, TraceContext context) {
        put(CORRELATION_KEY, correlationId);
        put(TRACE_KEY, context.traceId());
        put(SPAN_KEY, context.spanId());
        put(FLAGS_KEY, Integer.toString(context.flags()));
    }

    /**
     * Begins a piece of work.
     *
     * @param traceparent of what caused it; without one the trace is made of the correlation id
     */
    public static Trace begin(String correlationId, @Nullable String traceparent) {
        return new Trace(
                correlationId,
                TraceContext.find(traceparent)
                        .map(TraceContext::child)
                        .orElseGet(() -> TraceContext.of(correlationId)));
    }

    /** As {@link #begin}, for a request, which has the ids to itself until it is answered: nobody closes it. */
    public static void enter(String correlationId, @Nullable String traceparent) {
        Trace unused = begin(correlationId, traceparent);
    }

    /** As {@link #begin}, for a piece that may be part of what this thread does already: then its trace goes on. */
    public static Trace resume(String correlationId) {
        return begin(
                correlationId,
                current(correlationId).map(TraceContext::traceparent).orElse(null));
    }

    /**
     * The correlation id of a request: the offered one if it is 1 to 64 letters, digits, dots, colons, dashes or underscores; else the id of
     * its trace; else a new one.
     */
    public static String correlationOf(@Nullable String offered, @Nullable String traceparent) {
        return offered != null && CORRELATION.matcher(offered).matches()
                ? offered
                : TraceContext.find(traceparent)
                        .map(TraceContext::traceId)
                        .orElseGet(() -> UUID.randomUUID().toString());
    }

    /** The trace of this thread, if it works for that request. */
    public static Optional<TraceContext> current(String correlationId) {
        String traceId = MDC.get(TRACE_KEY);
        String spanId = MDC.get(SPAN_KEY);
        String flags = MDC.get(FLAGS_KEY);
        return traceId == null || spanId == null || flags == null || !correlationId.equals(MDC.get(CORRELATION_KEY))
                ? Optional.empty()
                : Optional.of(new TraceContext(traceId, spanId, Integer.parseInt(flags)));
    }

    /** What is written with work that goes on later: a {@code traceparent}; null where the correlation id alone will do. */
    public static @Nullable String carried(String correlationId) {
        return current(correlationId).map(TraceContext::traceparent).orElse(null);
    }

    /** The headers of a call that this thread's work makes; none where it works for no request. */
    public static Map<String, String> headers() {
        String correlationId = MDC.get(CORRELATION_KEY);
        if (correlationId == null) {
            return Map.of();
        }
        return Map.of(
                CORRELATION_HEADER,
                correlationId,
                TRACEPARENT,
                current(correlationId)
                        .orElseGet(() -> TraceContext.of(correlationId))
                        .traceparent());
    }

    @Override
    public void close() {
        before.forEach((key, value) -> {
            if (value == null) {
                MDC.remove(key);
            } else {
                MDC.put(key, value);
            }
        });
    }

    private void put(String key, String value) {
        before.put(key, MDC.get(key));
        MDC.put(key, value);
    }
}
