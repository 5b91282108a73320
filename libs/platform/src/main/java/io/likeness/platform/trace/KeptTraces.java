package io.likeness.platform.trace;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code trace}: of each request whose caller gave both a correlation id and a trace of his own, which belong together. Any row
 * in any table has the correlation id, and with it the trace, however long it lies. Safe for threads.
 */
@ApplicationScoped
public class KeptTraces implements Traces {
    /** Nothing that is accepted lies for longer. */
    private static final Duration RETENTION = Duration.ofDays(60);

    private final Instance<DataSource> dataSource;
    private final Instance<Jdbi> jdbi;

    public KeptTraces(Instance<DataSource> dataSource, Instance<Jdbi> jdbi) {
        this.dataSource = dataSource;
        this.jdbi = jdbi;
    }

    @Override
    public TraceContext of(Handle transaction, String correlationId) {
        keep(transaction, correlationId);
        return Trace.current(correlationId)
                .or(() -> find(transaction, correlationId))
                .orElseGet(() -> TraceContext.of(correlationId));
    }

    @Override
    public void keep(Handle transaction, String correlationId) {
        Trace.current(correlationId)
                .filter(trace -> trace.foreignTo(correlationId))
                .ifPresent(trace -> keep(transaction, correlationId, trace));
    }

    /** Keeps the trace of a record that is about to be handled. */
    public void keep(String correlationId, @Nullable String traceparent) {
        TraceContext.find(traceparent)
                .filter(trace -> trace.foreignTo(correlationId) && dataSource.isResolvable())
                .ifPresent(trace -> jdbi.get().useHandle(handle -> keep(handle, correlationId, trace)));
    }

    /** Forgets those that were first seen long ago; tells how many. */
    public int purge() {
        return jdbi.get()
                .withHandle(handle -> handle.createUpdate(
                                "DELETE FROM trace WHERE seen_at < now() - CAST(:retention AS interval)")
                        .bind("retention", RETENTION.toString())
                        .execute());
    }

    private static void keep(Handle handle, String correlationId, TraceContext trace) {
        handle.createUpdate("INSERT INTO trace (correlation_id, traceparent) VALUES (:correlation, :traceparent)"
                        + " ON CONFLICT DO NOTHING")
                .bind("correlation", correlationId)
                .bind("traceparent", trace.traceparent())
                .execute();
    }

    private static Optional<TraceContext> find(Handle handle, String correlationId) {
        return handle.createQuery("SELECT traceparent FROM trace WHERE correlation_id = :correlation")
                .bind("correlation", correlationId)
                .mapTo(String.class)
                .findOne()
                .flatMap(TraceContext::find)
                .map(TraceContext::child);
    }
}
