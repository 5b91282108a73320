package io.likeness.gateway.request;

import io.likeness.platform.trace.Trace;
import org.slf4j.MDC;

/** The id that ties a request, the events that it causes and their log lines together. Safe for threads. */
public final class Correlation {
    private Correlation() {}

    /** The id of the request that this thread works for. */
    public static String current() {
        return Trace.correlationOf(MDC.get(Trace.CORRELATION_KEY), null);
    }
}
