package io.likeness.platform.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

/** The examples are those of the W3C Recommendation "Trace Context", sections 3.2 and 4.3. */
final class TraceContextTest {
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";

    @Test
    void saysAgainWhatAHeaderSaid() {
        TraceContext read = TraceContext.find(PARENT).orElseThrow();
        assertEquals(new TraceContext(TRACE_ID, "00f067aa0ba902b7", 1), read);
        assertEquals(PARENT, read.traceparent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01,00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            })
    void ignoresWhatIsNoTraceparent(String header) {
        assertEquals(Optional.empty(), TraceContext.find(header));
    }

    @Test
    void readsWhatItKnowsOfALaterVersion() {
        TraceContext read = TraceContext.find("cc-" + TRACE_ID + "-00f067aa0ba902b7-03-what-the-future-will-be-like")
                .orElseThrow();
        assertEquals(TRACE_ID, read.traceId());
        assertEquals(1, read.child().flags());
    }

    @Test
    void aChildIsAnotherPieceOfTheSameTrace() {
        TraceContext parent = TraceContext.find(PARENT).orElseThrow();
        assertEquals(TRACE_ID, parent.child().traceId());
        assertNotEquals(parent.spanId(), parent.child().spanId());
    }

    @Test
    void makesTheSameTraceOfACorrelationWhereverItIsMade() {
        // printf request | sha256sum | cut -c 1-32
        assertEquals(
                "1f58b9145b24d108d7ac38887338b3ea", TraceContext.of("request").traceId());
        assertFalse(TraceContext.of("request").foreignTo("request"));
        assertEquals(TRACE_ID, TraceContext.of(TRACE_ID).traceId());
        assertTrue(TraceContext.of(TRACE_ID).foreignTo("request"));
    }

    @Test
    void aThreadHasAfterAPieceOfWorkWhatItHadBefore() {
        try (Trace outer = Trace.begin("outer", PARENT)) {
            try (Trace inner = Trace.begin("inner", null)) {
                assertEquals("inner", MDC.get("correlationId"));
                assertEquals(TraceContext.of("inner").traceId(), MDC.get("traceId"));
                assertEquals(Optional.empty(), Trace.current("outer"));
            }
            assertEquals(TRACE_ID, MDC.get("traceId"));
            assertEquals("outer", Trace.headers().get("X-Correlation-Id"));
            assertEquals(
                    TRACE_ID,
                    TraceContext.find(Trace.headers().get("traceparent"))
                            .orElseThrow()
                            .traceId());
        }
        assertEquals(Map.of(), Trace.headers());
    }

    @Test
    void takesTheTraceForTheCorrelationOfARequestThatHasNone() {
        assertEquals(TRACE_ID, Trace.correlationOf(null, PARENT));
        assertEquals(TRACE_ID, Trace.correlationOf("not allowed", PARENT));
        assertEquals("mine", Trace.correlationOf("mine", PARENT));
        assertEquals(36, Trace.correlationOf(null, null).length());
    }
}
