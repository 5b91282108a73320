package io.likeness.gateway.erasure;

import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.EraseImage;
import io.likeness.contracts.dataset.ErasureFailed;
import io.likeness.contracts.dataset.ImageErased;
import io.likeness.contracts.dataset.ImageErased.RevisedDataset;
import io.likeness.contracts.training.EraseTraces;
import io.likeness.contracts.training.EraseTraces.Revision;
import io.likeness.contracts.training.TracesErased;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.dataset.DatasetRevisions;
import io.likeness.gateway.ledger.JobKind;
import io.likeness.gateway.ledger.Ledger;
import io.likeness.gateway.ledger.Position;
import io.likeness.gateway.model.ErasureMarks;
import io.likeness.gateway.request.Slice;
import io.likeness.gateway.training.Trainings;
import io.likeness.gateway.upload.Uploads;
import io.likeness.platform.events.Outbox;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Has an image erased from everything: the gateway's own part at once, then ingest-service's, then, where a dataset held it, the
 * trainer's. Whatever a method changes is written in one transaction with the command that it causes. Safe for threads.
 */
@Singleton
public class Erasures {
    private final Jdbi jdbi;
    private final Ledger ledger;
    private final Uploads uploads;
    private final Trainings trainings;
    private final Outbox outbox;

    public Erasures(Jdbi jdbi, Ledger ledger, Uploads uploads, Trainings trainings, Outbox outbox) {
        this.jdbi = jdbi;
        this.ledger = ledger;
        this.uploads = uploads;
        this.trainings = trainings;
        this.outbox = outbox;
    }

    /** Begins an erasure from what a tenant has, or finds the one of the file that runs. */
    Erasure accept(Tenant tenant, String sha256, String correlationId) {
        Erasure accepted = jdbi.inTransaction(transaction -> {
            // First, as nobody takes the file in from here on until the row says so, and two requests are told apart.
            List<Erasure.Replacement> deleted = uploads.deleteAll(transaction, tenant, sha256).stream()
                    .map(upload -> new Erasure.Replacement(upload, sha256, null))
                    .toList();
            String id = ErasureTable.findRunning(transaction, tenant, sha256)
                    .orElseGet(() -> begin(transaction, tenant, sha256, deleted, correlationId));
            return ErasureTable.require(transaction, tenant, id);
        });
        ledger.wake();
        return accepted;
    }

    /** @throws LikenessException {@code NOT_FOUND} */
    Erasure require(Tenant tenant, String id) {
        return jdbi.withHandle(handle -> ErasureTable.require(handle, tenant, id));
    }

    Slice<Erasure> newest(Tenant tenant, @Nullable Position after, int limit) {
        List<Erasure> newest = jdbi.withHandle(handle -> ErasureTable.newest(handle, tenant, after, limit + 1));
        return Slice.of(newest, limit, erasure -> new Position(erasure.requestedAt(), erasure.id()).encoded());
    }

    void on(@Observes ImageErased erased) {
        jdbi.useTransaction(transaction -> ErasureTable.lockUntold(transaction, erased.erasureId())
                .ifPresent(correlationId -> take(transaction, erased, correlationId)));
    }

    void on(@Observes TracesErased traces) {
        jdbi.useTransaction(transaction -> {
            if (ErasureTable.lockRunning(transaction, traces.erasureId()).isPresent()) {
                trainings.forgetFilms(transaction, traces.trainings());
                ErasureMarks.spread(transaction);
                ErasureTable.succeeded(transaction, traces.erasureId(), traces);
            }
        });
    }

    void on(@Observes ErasureFailed failed) {
        fail(failed.erasureId(), failed.failure());
    }

    /** Ends an erasure of which nobody will hear more. */
    void fail(String id, Failure failure) {
        jdbi.useTransaction(transaction -> ErasureTable.failed(transaction, id, failure));
    }

    /** Generations are looked for once uploads are gone: none is accepted with one of them any more. */
    private String begin(
            Handle transaction, Tenant tenant, String sha256, List<Erasure.Replacement> deleted, String correlationId) {
        String id = UUID.randomUUID().toString();
        List<String> generations = ErasureTable.generations(transaction, tenant, sha256);
        generations.forEach(generation -> ledger.bury(transaction, JobKind.GENERATION, generation, correlationId));
        ErasureTable.insert(transaction, tenant, id, sha256, correlationId, deleted, generations);
        outbox.add(
                transaction,
                new EraseImage(id, sha256, tenant.equals(Tenant.MAIN) ? null : tenant.name()),
                correlationId);
        return id;
    }

    private void take(Handle transaction, ImageErased erased, String correlationId) {
        erased.datasets().forEach(revised -> DatasetRevisions.add(transaction, ledger, erased.erasureId(), revised));
        ErasureMarks.spread(transaction);
        ErasureTable.erased(transaction, erased, callOff(transaction, erased, correlationId));
        erased.uploads().stream()
                .map(upload -> upload.before().key())
                .distinct()
                .sorted()
                .forEach(upload -> uploads.rewritten(transaction, upload));
        if (erased.datasets().isEmpty()) {
            ErasureTable.succeeded(transaction, erased.erasureId(), null);
        } else {
            outbox.add(transaction, traces(erased), correlationId);
        }
    }

    /** Trainings read the dataset as it was, until they have ended. */
    private List<String> callOff(Handle transaction, ImageErased erased, String correlationId) {
        List<String> datasets = erased.datasets().stream()
                .map(RevisedDataset::datasetId)
                .distinct()
                .toList();
        List<String> all = ErasureTable.trainings(transaction, datasets);
        trainings.forgetFilms(transaction, all);
        List<String> open = ErasureTable.open(transaction, all);
        open.forEach(training -> ledger.callOff(transaction, JobKind.TRAINING, training, correlationId));
        return open;
    }

    private static EraseTraces traces(ImageErased erased) {
        return new EraseTraces(
                erased.erasureId(),
                erased.datasets().stream()
                        .map(revised -> new Revision(revised.datasetId(), revised.before(), revised.manifest()))
                        .toList());
    }
}
