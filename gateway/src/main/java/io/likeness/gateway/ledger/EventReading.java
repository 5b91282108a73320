package io.likeness.gateway.ledger;

import org.jdbi.v3.core.Handle;

/** How a kind of job reads an event. */
@FunctionalInterface
public interface EventReading {
    /** What it means for a job that has not ended and whose row is held by the transaction. */
    Outcome read(Handle transaction, Job job);
}
