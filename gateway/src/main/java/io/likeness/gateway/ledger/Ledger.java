package io.likeness.gateway.ledger;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.gateway.access.Principal;
import io.likeness.gateway.access.Quota;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.request.Slice;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.web.Failures;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts jobs and tells how far they are; has them cancelled and deletes them. Whatever a method changes is written in one
 * transaction with the command that it causes. Safe for threads.
 */
@Singleton
public class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private final Jdbi jdbi;
    private final IdempotencyKeys keys;
    private final Outbox outbox;
    private final JobNews news;
    private final Housekeeping housekeeping;
    private final Endings endings;

    public Ledger(
            Jdbi jdbi, IdempotencyKeys keys, Outbox outbox, JobNews news, Housekeeping housekeeping, Endings endings) {
        this.jdbi = jdbi;
        this.keys = keys;
        this.outbox = outbox;
        this.news = news;
        this.housekeeping = housekeeping;
        this.endings = endings;
    }

    /**
     * Accepts a job and its command, or answers with the job that the key was first used for. That one is looked for before anything
     * is checked, so that a repeated request needs the database only.
     *
     * @param asking whose it is to be
     * @param key as the client sent it, absent if it sent none
     * @param request the body, before anything is filled in
     * @param check makes a draft of the request; may need more than the database
     * @throws LikenessException {@code GONE} if the key's job was deleted or has expired, {@code TOO_MANY_REQUESTS} where whoever asks may have no more jobs
     */
    public Job accept(
            Principal asking,
            JobKind kind,
            @Nullable String key,
            Object request,
            String correlationId,
            Supplier<Draft> check) {
        Tenant tenant = asking.tenant();
        KeyUse use = KeyUse.of(tenant, kind, key, request);
        if (key != null) {
            Optional<Job> before = jdbi.withHandle(
                    handle -> keys.find(handle, use).map(id -> require(handle, tenant, kind, "Idempotency-Key", id)));
            if (before.isPresent()) {
                return before.orElseThrow();
            }
        }
        Draft draft = check.get();
        String newId = UUID.randomUUID().toString();
        return jdbi.inTransaction(transaction -> switch (keys.claim(transaction, use, newId)) {
            case Claim.Repeated repeated -> require(transaction, tenant, kind, "id", repeated.jobId());
            case Claim.Fresh fresh -> write(transaction, asking, kind, newId, draft, correlationId);
        });
    }

    /**
     * Accepts a job under an id of the caller's, or answers with the one that has it. Of an id that another tenant has, no more is told than of one
     * that came with another body, and that only to a request that is right in all else.
     *
     * @param asking whose it is to be
     * @param request the body, before anything is filled in
     * @throws LikenessException {@code STATE_CONFLICT} if the id came with another body, {@code GONE} if its job was deleted or has expired,
     *     {@code TOO_MANY_REQUESTS} where whoever asks may have no more jobs
     */
    public Job put(
            Principal asking, JobKind kind, String id, Object request, String correlationId, Supplier<Draft> check) {
        Tenant tenant = asking.tenant();
        Optional<Job> before = jdbi.withHandle(handle -> LedgerTable.find(handle, tenant, kind, id));
        if (before.isPresent()) {
            return same(before.orElseThrow(), request);
        }
        Draft draft = check.get();
        return jdbi.inTransaction(transaction -> {
            LedgerTable.holdId(transaction, kind, id);
            return LedgerTable.find(transaction, kind, id)
                    .map(raced -> same(requireOwn(tenant, raced), request))
                    .orElseGet(() -> write(transaction, asking, kind, id, draft, correlationId));
        });
    }

    private static Job same(Job job, Object request) {
        present(Optional.of(job), job.kind(), "id", job.id());
        if (!Json.tree(Json.encode(request)).equals(job.request())) {
            throw anotherBody();
        }
        return job;
    }

    private static Job requireOwn(Tenant tenant, Job job) {
        if (!job.tenant().equals(tenant)) {
            throw anotherBody();
        }
        return job;
    }

    private static LikenessException anotherBody() {
        return new LikenessException(
                ErrorCode.STATE_CONFLICT, "id: expected the body that it was first sent with, found another");
    }

    private Job write(
            Handle transaction, Principal asking, JobKind kind, String id, Draft draft, String correlationId) {
        Quota.OPEN_JOBS.require(transaction, asking, 1, keyId -> LedgerTable.countOpen(transaction, keyId));
        NewJob job = draft.write(transaction, id);
        Job accepted = LedgerTable.insert(transaction, asking, kind, id, job, correlationId);
        outbox.add(transaction, job.command(), correlationId);
        job.beside().forEach(also -> outbox.add(transaction, also, correlationId));
        JobNews.send(transaction, asking.tenant(), kind, id);
        return accepted;
    }

    /** @throws LikenessException {@code NOT_FOUND}, also for another tenant's, or {@code GONE} if it was deleted or has expired */
    public Job require(Tenant tenant, JobKind kind, String id) {
        return jdbi.withHandle(handle -> require(handle, tenant, kind, "id", id));
    }

    /** As {@link #require(Tenant, JobKind, String)}, naming the field that carried the id. */
    public Job require(Handle handle, Tenant tenant, JobKind kind, String field, String id) {
        return present(LedgerTable.find(handle, tenant, kind, id), kind, field, id);
    }

    /**
     * The jobs of a query, as the kind shows them. One that can no longer be read is left out, and logged: asked for by its id it is
     * answered 500, and no other job has to suffer for it.
     */
    public <T> Slice<T> list(JobQuery query, Function<Job, T> view) {
        List<Job> jobs = jdbi.withHandle(handle -> LedgerTable.list(handle, query));
        return Slice.of(jobs, query.limit(), job -> new Position(job.times().createdAt(), job.id()).encoded())
                .mapped(job -> view(job, view));
    }

    /**
     * Asks for the end of a job, once however often it is called.
     *
     * @throws LikenessException as {@link #require(Tenant, JobKind, String)}, or {@code STATE_CONFLICT} if it has ended in another way
     */
    public Job cancel(Tenant tenant, JobKind kind, String id, String correlationId) {
        return jdbi.inTransaction(transaction -> {
            Job job = present(LedgerTable.findLocked(transaction, tenant, kind, id), kind, "id", id);
            if (job.status().ended() && job.status() != JobStatus.CANCELED) {
                throw new LikenessException(
                        ErrorCode.STATE_CONFLICT,
                        job.title() + ": expected one that has not ended, found it "
                                + job.status().word());
            }
            callOff(transaction, job, correlationId);
            return require(transaction, tenant, kind, "id", id);
        });
    }

    /**
     * Deletes a job and what it made, whatever its state; one that has not ended is cancelled first. Only a tombstone stays. Deleting
     * again changes nothing.
     *
     * @throws LikenessException {@code NOT_FOUND}
     */
    public void delete(Tenant tenant, JobKind kind, String id, String correlationId) {
        jdbi.useTransaction(
                transaction -> bury(transaction, requireLocked(transaction, tenant, kind, id), correlationId));
        wake();
    }

    /** As {@link #delete}, whosever it is, within a transaction after which {@link #wake} is called. */
    public void bury(Handle transaction, JobKind kind, String id, String correlationId) {
        Job job = LedgerTable.findLocked(transaction, kind, id).orElseThrow(() -> unknown(kind, "id", id));
        bury(transaction, job, correlationId);
    }

    private void bury(Handle transaction, Job job, String correlationId) {
        if (job.gone() != null) {
            return;
        }
        JobKind.delete(job).ifPresent(command -> outbox.add(transaction, command, correlationId));
        if (!job.status().ended()) {
            endings.end(transaction, job, JobEnd.canceled(), Instant.now());
        }
        LedgerTable.bury(transaction, job, Job.Gone.DELETED);
        JobNews.send(transaction, job.tenant(), job.kind(), job.id());
    }

    /** As {@link #cancel}, whosever it is, within a transaction after which {@link #wake} is called; whatever has ended stays as it is. */
    public void callOff(Handle transaction, JobKind kind, String id, String correlationId) {
        LedgerTable.findLocked(transaction, kind, id).ifPresent(job -> callOff(transaction, job, correlationId));
    }

    private void callOff(Handle transaction, Job job, String correlationId) {
        if (!job.status().ended() && job.times().cancelRequestedAt() == null) {
            LedgerTable.requestCancel(transaction, job);
            outbox.add(transaction, job.kind().cancel(job.id()), correlationId);
            JobNews.send(transaction, job.tenant(), job.kind(), job.id());
        }
    }

    /** Puts documents of a job in the place of what they were; nothing where the job is not known or is gone. */
    public void document(Handle transaction, JobKind kind, String id, Function<Job, Map<String, Object>> documents) {
        LedgerTable.findLocked(transaction, kind, id)
                .filter(job -> job.gone() == null)
                .ifPresent(job -> LedgerTable.document(transaction, job, documents.apply(job)));
    }

    /** Something was deleted: what it left is to be swept now. */
    public void wake() {
        housekeeping.wake();
    }

    /**
     * Whatever is known of a job, a tombstone too; held until the transaction ends.
     *
     * @throws LikenessException {@code NOT_FOUND}
     */
    public Job requireLocked(Handle transaction, Tenant tenant, JobKind kind, String id) {
        return LedgerTable.findLocked(transaction, tenant, kind, id).orElseThrow(() -> unknown(kind, "id", id));
    }

    /** Whether somebody has deleted a job, which is held until the transaction ends. */
    public boolean deleted(Handle transaction, JobKind kind, String id) {
        return LedgerTable.findLocked(transaction, kind, id)
                .filter(job -> job.gone() == Job.Gone.DELETED)
                .isPresent();
    }

    /**
     * Keeps a job from being deleted until the transaction ends.
     *
     * @throws LikenessException as {@link #require(Handle, Tenant, JobKind, String, String)}
     */
    public Job hold(Handle transaction, Tenant tenant, JobKind kind, String field, String id) {
        return present(LedgerTable.findHeld(transaction, tenant, kind, id), kind, field, id);
    }

    /** A tenant's job of a name that succeeded last, kept from being deleted until the transaction ends. */
    public Optional<Job> holdNewest(Handle transaction, Tenant tenant, JobKind kind, String name) {
        return LedgerTable.findNewestHeld(transaction, tenant, kind, name);
    }

    /** The job as it is at its end, or when patience is; told by a worker's thread, and none is held before. */
    public Uni<Job> awaitEnd(Job accepted, Duration patience) {
        if (patience.isZero() || accepted.status().ended()) {
            return Uni.createFrom().item(accepted);
        }
        Executor workers = Infrastructure.getDefaultWorkerPool();
        return news.occasions(accepted.tenant(), accepted.kind(), accepted.id())
                .emitOn(workers)
                .map(occasion -> refreshed(accepted))
                .filter(job -> job.status().ended())
                .toUni()
                .ifNoItem()
                .after(patience)
                .recoverWithUni(
                        () -> Uni.createFrom().item(() -> refreshed(accepted)).runSubscriptionOn(workers));
    }

    /** The job as it is now; as it was where the database is away, because it is accepted all the same. */
    private Job refreshed(Job latest) {
        try {
            return require(latest.tenant(), latest.kind(), latest.id());
        } catch (RuntimeException e) {
            if (Failures.classify(e).retriable()) {
                return latest;
            }
            throw e;
        }
    }

    private static <T> Optional<T> view(Job job, Function<Job, T> view) {
        try {
            return Optional.of(view.apply(job));
        } catch (LikenessException e) {
            LOG.error("job left out of a list kind={} id={}", job.kind().word(), job.id(), e);
            return Optional.empty();
        }
    }

    private static Job present(Optional<Job> found, JobKind kind, String field, String id) {
        Job job = found.orElseThrow(() -> unknown(kind, field, id));
        Job.Gone gone = job.gone();
        if (gone == null) {
            return job;
        }
        throw switch (gone) {
            case DELETED -> gone(field, job, "was deleted at " + job.goneAt());
            case EXPIRED -> gone(field, job, "expired at " + job.goneAt());
        };
    }

    private static LikenessException gone(String field, Job job, String how) {
        return new LikenessException(
                ErrorCode.GONE,
                "%s: expected a %s that is still kept, found '%s', which %s"
                        .formatted(field, job.kind().word(), job.id(), how));
    }

    private static LikenessException unknown(JobKind kind, String field, String id) {
        return new LikenessException(
                ErrorCode.NOT_FOUND, "%s: expected the id of a %s, found '%s'".formatted(field, kind.word(), id));
    }
}
