package io.likeness.gateway.ledger;

import org.jdbi.v3.core.Handle;

/** A request that was checked and is to become a job. */
@FunctionalInterface
public interface Draft {
    /** The job under its id, within the transaction that writes it. */
    NewJob write(Handle transaction, String id);
}
