package io.likeness.platform.trace;

import org.jdbi.v3.core.Handle;

/** Knows the trace of work that goes on, also where its correlation id alone was kept. Safe for threads. */
public interface Traces {
    /** Those of requests that brought none, which are made of the correlation id. */
    Traces MADE = new Traces() {
        @Override
        public TraceContext of(Handle transaction, String correlationId) {
            return Trace.current(correlationId).orElseGet(() -> TraceContext.of(correlationId));
        }

        @Override
        public void keep(Handle transaction, String correlationId) {
            // There is nothing to keep of what can be made.
        }
    };

    /** The trace in which an event is written for a request, within the transaction that writes it; it is kept as by {@link #keep}. */
    TraceContext of(Handle transaction, String correlationId);

    /** Keeps the trace of this thread with the correlation id, for what is written in this transaction and goes on later. */
    void keep(Handle transaction, String correlationId);
}
