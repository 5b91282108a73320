package io.likeness.gateway.ledger;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where jobs end, whoever says so, and where others hear of it. Safe for threads. */
@Singleton
public class Endings {
    private static final Logger LOG = LoggerFactory.getLogger(Endings.class);

    private final Retention retention;
    private final JobTimes times;
    private final Supplier<List<EndListener>> listeners;

    @Inject
    Endings(Retention retention, JobTimes times, @Any Instance<EndListener> listeners) {
        this(retention, times, () -> listeners.stream().toList());
    }

    /** @param listeners asked for at each end: they may need the ledger, and so this, themselves */
    Endings(Retention retention, JobTimes times, Supplier<List<EndListener>> listeners) {
        this.retention = retention;
        this.times = times;
        this.listeners = listeners;
    }

    /** Ends a job that has not ended, whose row is held by the transaction. */
    void end(Handle transaction, Job job, JobEnd end, Instant at) {
        LedgerTable.end(transaction, job, end, at, retention.keep(job.kind(), end.status()));
        times.ended(transaction, job, end.status(), at);
        transaction.afterCommit(() -> LOG.info(
                "job ended kind={} id={} outcome={} correlation={}",
                job.kind().word(),
                job.id(),
                end.status().word(),
                job.correlationId()));
        listeners
                .get()
                .forEach(listener -> listener.ended(
                        transaction,
                        job.tenant(),
                        job.kind(),
                        job.id(),
                        end.status(),
                        () -> LedgerTable.find(transaction, job.kind(), job.id())
                                .orElseThrow()));
    }
}
