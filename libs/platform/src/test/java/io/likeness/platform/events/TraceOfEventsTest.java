package io.likeness.platform.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.likeness.contracts.Json;
import io.likeness.contracts.training.TrainingQueued;
import io.likeness.platform.testing.PlatformTables;
import io.likeness.platform.testing.Provided;
import io.likeness.platform.trace.KeptTraces;
import io.likeness.platform.trace.Trace;
import io.likeness.platform.trace.TraceContext;
import java.io.IOException;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TraceOfEventsTest {
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";

    private Jdbi jdbi;
    private Outbox outbox;

    @BeforeEach
    void create() throws IOException {
        jdbi = PlatformTables.create();
        outbox = new Outbox(
                new EventWriter("platform-test"),
                new KeptTraces(new Provided<>(PlatformTables.dataSource()), new Provided<>(jdbi)));
    }

    @Test
    void carriesTheTraceOfTheThreadThatWrites() {
        try (Trace work = Trace.begin("request", PARENT)) {
            add("request");
        }
        TraceContext written = written().getFirst();
        assertEquals(TRACE_ID, written.traceId());
        assertNotEquals("00f067aa0ba902b7", written.spanId());
        assertEquals(1, written.flags());
    }

    @Test
    void findsTheTraceAgainByTheCorrelationAlone() {
        try (Trace work = Trace.begin("request", PARENT)) {
            add("request");
        }
        add("request");
        add("another");
        assertEquals(
                List.of(TRACE_ID, TRACE_ID, TraceContext.of("another").traceId()),
                written().stream().map(TraceContext::traceId).toList());
    }

    @Test
    void keepsNothingOfATraceThatTheCorrelationSaysAlready() {
        try (Trace work = Trace.begin(TRACE_ID, PARENT)) {
            add(TRACE_ID);
        }
        try (Trace work = Trace.begin("request", null)) {
            add("request");
        }
        int kept = jdbi.withHandle(handle -> handle.createQuery("SELECT count(*) FROM trace")
                .mapTo(Integer.class)
                .one());
        assertEquals(0, kept);
    }

    private void add(String correlationId) {
        jdbi.useTransaction(transaction ->
                outbox.add(transaction, new TrainingQueued("training", "dataset", "model", null), correlationId));
    }

    private List<TraceContext> written() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT headers FROM outbox ORDER BY sequence")
                .mapTo(String.class)
                .map(headers -> Json.tree(headers.getBytes(UTF_8))
                        .path(Trace.TRACEPARENT)
                        .asText())
                .map(header -> TraceContext.find(header).orElseThrow())
                .list());
    }
}
