package io.likeness.gateway.ledger;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.platform.events.Outbox;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends jobs that nobody else ends: those that never started, those that fell silent, and those whose cancel was never answered. What
 * their owners say later changes nothing. Several may work at once: each row is held by one of them. Safe for threads.
 */
@Singleton
final class Reaper {
    private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);
    private static final int BATCH = 100;

    /** A gateway that was away has not heard the news yet, so nothing is overdue before it had time to. */
    private static final String OVERDUE = """
        WHERE state IN ('queued', 'running') AND (
            cancel_requested_at < now() - make_interval(secs => :cancelPatience)
                AND :started < now() - make_interval(secs => :grace)
            OR state = 'queued' AND greatest(deadline, :started) < now() - make_interval(secs => :grace)
            OR state = 'running' AND :started < now() - make_interval(secs => :grace) AND heard_at < now()
                - make_interval(secs => CASE kind WHEN 'dataset' THEN :dataset WHEN 'training' THEN :training
                    ELSE :generation END))
        ORDER BY created_at LIMIT :batch FOR UPDATE OF job SKIP LOCKED\
        """;

    private final Jdbi jdbi;
    private final Outbox outbox;
    private final LedgerConfiguration configuration;
    private final Endings endings;

    Reaper(Jdbi jdbi, Outbox outbox, LedgerConfiguration configuration, Endings endings) {
        this.jdbi = jdbi;
        this.outbox = outbox;
        this.configuration = configuration;
        this.endings = endings;
    }

    /** @param started when this gateway did */
    void reap(Instant started) {
        int ended;
        do {
            ended = jdbi.inTransaction(transaction -> reapBatch(transaction, started));
        } while (ended == BATCH);
    }

    private int reapBatch(Handle transaction, Instant started) {
        List<Job> overdue = transaction
                .createQuery(LedgerTable.SELECT + OVERDUE)
                .bind("started", started)
                .bind("grace", seconds(configuration.grace()))
                .bind("cancelPatience", seconds(configuration.cancelPatience()))
                .bind("dataset", seconds(configuration.dataset().silence()))
                .bind("training", seconds(configuration.training().silence()))
                .bind("generation", seconds(configuration.generation().silence()))
                .bind("batch", BATCH)
                .map((row, context) -> LedgerTable.read(row))
                .list();
        overdue.forEach(job -> end(transaction, job));
        return overdue.size();
    }

    private void end(Handle transaction, Job job) {
        JobEnd end = end(job);
        LOG.warn(
                "job ended by the ledger kind={} id={} end={}",
                job.kind().word(),
                job.id(),
                end.status().word());
        endings.end(transaction, job, end, Instant.now());
        if (job.times().cancelRequestedAt() == null) {
            outbox.add(transaction, job.kind().cancel(job.id()), job.correlationId());
        }
        JobNews.send(transaction, job.tenant(), job.kind(), job.id());
    }

    private JobEnd end(Job job) {
        if (job.times().cancelRequestedAt() != null) {
            return JobEnd.canceled();
        }
        return job.status() == JobStatus.QUEUED
                ? JobEnd.expired(overdue(
                        "deadline: expected a start before " + job.times().deadline() + ", found none"))
                : JobEnd.failed(overdue("silence: expected news within " + silence(job.kind()) + ", found none"));
    }

    private Duration silence(JobKind kind) {
        return switch (kind) {
            case DATASET -> configuration.dataset().silence();
            case TRAINING -> configuration.training().silence();
            case GENERATION -> configuration.generation().silence();
        };
    }

    private static Failure overdue(String message) {
        return new Failure(ErrorCode.DEADLINE_EXCEEDED, message, true);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
