package io.likeness.gateway.deletion;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.VersionRef;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.deletion.Dependent.Kind;
import io.likeness.gateway.ledger.Job;
import io.likeness.gateway.ledger.JobKind;
import io.likeness.gateway.ledger.Ledger;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Deletes datasets, trainings and versions. What runs or serves, and what something else was made of, is deleted only where it may take
 * that along: then all of it leaves tombstones, and its owners are told, in one transaction. Safe for threads.
 */
@Singleton
public class Deletions {
    private final Jdbi jdbi;
    private final Ledger ledger;

    public Deletions(Jdbi jdbi, Ledger ledger) {
        this.jdbi = jdbi;
        this.ledger = ledger;
    }

    /**
     * Deletes a dataset or a training; deleting again changes nothing.
     *
     * @param tenant whose it is
     * @param cascade whether it may take along what uses it
     * @throws LikenessException {@code NOT_FOUND}
     */
    public Deletion delete(Tenant tenant, JobKind kind, String id, boolean cascade, String correlationId) {
        Deletion deletion = jdbi.inTransaction(transaction -> {
            Job job = ledger.requireLocked(transaction, tenant, kind, id);
            return job.gone() == null
                    ? delete(transaction, job, cascade, correlationId)
                    : new Deletion.Done(Kind.of(kind), id, List.of());
        });
        ledger.wake();
        return deletion;
    }

    /** As {@link #delete(Tenant, JobKind, String, boolean, String)}, of a version that is known to be the caller's, and is, or was, registered. */
    public Deletion delete(VersionRef version, boolean cascade, String correlationId) {
        Deletion deletion = jdbi.inTransaction(transaction -> delete(transaction, version, cascade, correlationId));
        ledger.wake();
        return deletion;
    }

    /** Deletes the version of a training that somebody deleted when it was too late to call it off. */
    void deleteUnwanted(String trainingId, VersionRef version, String correlationId) {
        jdbi.useTransaction(transaction -> {
            if (ledger.deleted(transaction, JobKind.TRAINING, trainingId)) {
                delete(transaction, version, true, correlationId);
            }
        });
        ledger.wake();
    }

    private Deletion delete(Handle transaction, Job job, boolean cascade, String correlationId) {
        Dependent root =
                new Dependent(Kind.of(job.kind()), job.id(), job.status().word());
        return delete(transaction, root, !job.status().ended(), cascade, correlationId);
    }

    private Deletion delete(Handle transaction, VersionRef version, boolean cascade, String correlationId) {
        if (!VersionTombstones.lock(transaction, version)) {
            return new Deletion.Done(Kind.VERSION, version.toString(), List.of());
        }
        boolean champion = VersionTombstones.champion(transaction, version);
        return delete(transaction, Dependent.version(version, champion), champion, cascade, correlationId);
    }

    /** @param busy whether it runs or serves itself */
    private Deletion delete(Handle transaction, Dependent root, boolean busy, boolean cascade, String correlationId) {
        List<Dependent> along = Dependents.of(transaction, root);
        if (!cascade && (busy || !along.isEmpty())) {
            Stream<Dependent> itself = busy ? Stream.of(root) : Stream.empty();
            return new Deletion.Refused(
                    root.kind(),
                    root.id(),
                    Stream.concat(itself, along.stream()).toList());
        }
        bury(transaction, root, correlationId);
        along.forEach(dependent -> bury(transaction, dependent, correlationId));
        return new Deletion.Done(root.kind(), root.id(), along);
    }

    private void bury(Handle transaction, Dependent dependent, String correlationId) {
        String id = dependent.id();
        switch (dependent.kind()) {
            case DATASET -> ledger.bury(transaction, JobKind.DATASET, id, correlationId);
            case TRAINING -> ledger.bury(transaction, JobKind.TRAINING, id, correlationId);
            case GENERATION -> ledger.bury(transaction, JobKind.GENERATION, id, correlationId);
            case VERSION -> VersionTombstones.bury(transaction, VersionRef.parse(id), correlationId);
        }
    }
}
