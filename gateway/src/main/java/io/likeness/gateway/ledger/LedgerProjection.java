package io.likeness.gateway.ledger;

import jakarta.inject.Singleton;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Brings jobs up to what events say. Applying an event again, after the end, or to a job that is not known here changes nothing that
 * anybody sees. Safe for threads.
 */
@Singleton
public class LedgerProjection {
    private final Jdbi jdbi;
    private final Endings endings;
    private final JobTimes times;

    LedgerProjection(Jdbi jdbi, Endings endings, JobTimes times) {
        this.jdbi = jdbi;
        this.endings = endings;
        this.times = times;
    }

    public void apply(JobKind kind, String id, Instant happenedAt, EventReading reading) {
        jdbi.useTransaction(transaction -> LedgerTable.findLocked(transaction, kind, id)
                .ifPresent(job -> apply(transaction, job, happenedAt, reading)));
    }

    private void apply(Handle transaction, Job job, Instant at, EventReading reading) {
        if (job.status().ended()) {
            if (job.status() != JobStatus.SUCCEEDED || job.gone() != null) {
                LedgerTable.sweep(transaction, job);
            }
            return;
        }
        switch (reading.read(transaction, job)) {
            case Outcome.Repeated repeated -> {}
            case Outcome.Heard heard -> LedgerTable.heard(transaction, job);
            case Outcome.Running running -> {
                LedgerTable.run(transaction, job, running.documents(), at);
                times.begun(transaction, job, at);
            }
            case Outcome.Succeeded succeeded ->
                endings.end(transaction, job, JobEnd.succeeded(succeeded.documents()), at);
            case Outcome.Failed failed -> endings.end(transaction, job, JobEnd.failed(failed.failure()), at);
            case Outcome.Canceled canceled -> endings.end(transaction, job, JobEnd.canceled(), at);
        }
        JobNews.send(transaction, job.tenant(), job.kind(), job.id());
    }
}
