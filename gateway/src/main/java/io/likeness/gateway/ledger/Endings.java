package io.likeness.gateway.ledger;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/** The one place where jobs end, whoever says so, and where others hear of it. Safe for threads. */
@Singleton
public class Endings {
    private final Retention retention;
    private final Supplier<List<EndListener>> listeners;

    @Inject
    Endings(Retention retention, @Any Instance<EndListener> listeners) {
        this(retention, () -> listeners.stream().toList());
    }

    /** @param listeners asked for at each end: they may need the ledger, and so this, themselves */
    Endings(Retention retention, Supplier<List<EndListener>> listeners) {
        this.retention = retention;
        this.listeners = listeners;
    }

    /** Ends a job that has not ended, whose row is held by the transaction. */
    void end(Handle transaction, Job job, JobEnd end, Instant at) {
        LedgerTable.end(transaction, job, end, at, retention.keep(job.kind(), end.status()));
        listeners
                .get()
                .forEach(listener -> listener.ended(
                        transaction,
                        job.kind(),
                        end.status(),
                        () -> LedgerTable.find(transaction, job.kind(), job.id())
                                .orElseThrow()));
    }
}
