package io.likeness.gateway.dataset;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Require;
import io.likeness.contracts.dataset.CompanionFile;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.contracts.dataset.ReviseDataset;
import io.likeness.gateway.access.Principal;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.ledger.Draft;
import io.likeness.gateway.ledger.JobKind;
import io.likeness.gateway.ledger.JobQuery;
import io.likeness.gateway.ledger.Ledger;
import io.likeness.gateway.ledger.LedgerConfiguration;
import io.likeness.gateway.ledger.NewJob;
import io.likeness.gateway.request.Slice;
import io.likeness.gateway.upload.Upload;
import io.likeness.gateway.upload.Uploads;
import io.likeness.gateway.upload.Uploads.Waiting;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Accepts datasets, tells how far they are and has their imports cancelled. Safe for threads. */
@Singleton
public class Datasets {
    private final Ledger ledger;
    private final Uploads uploads;
    private final Duration deadline;

    public Datasets(Ledger ledger, Uploads uploads, LedgerConfiguration configuration) {
        this.ledger = ledger;
        this.uploads = uploads;
        this.deadline = configuration.dataset().deadline();
    }

    /** Accepts a dataset, or finds the one that the key was first used for. */
    Dataset accept(Principal asking, DatasetRequest request, @Nullable String key, String correlationId) {
        return Dataset.of(ledger.accept(
                asking, JobKind.DATASET, key, request, correlationId, () -> check(asking.tenant(), request)));
    }

    /**
     * Accepts a dataset of an upload's images: with those of the newest of its name, or the first of that name. Asking again answers the same.
     *
     * @throws LikenessException {@code GONE} for an upload that was deleted
     */
    Dataset add(Waiting upload) {
        Principal sender = upload.sender();
        Tenant tenant = sender.tenant();
        String key = "upload-" + upload.id();
        return Dataset.of(ledger.accept(sender, JobKind.DATASET, key, upload, upload.correlationId(), () -> {
            Upload archive = uploads.require(tenant, "uploadId", upload.id());
            return (transaction, id) -> {
                Dataset base = ledger.holdNewest(transaction, tenant, JobKind.DATASET, upload.datasetName())
                        .map(Dataset::of)
                        .orElse(null);
                DatasetRequest request = DatasetRequest.of(upload.datasetName(), upload.id());
                return job(transaction, tenant, id, request, archive, List.of(), base);
            };
        }));
    }

    /** @throws LikenessException {@code NOT_FOUND}, or {@code GONE} */
    Dataset require(Tenant tenant, String id) {
        return Dataset.of(ledger.require(tenant, JobKind.DATASET, id));
    }

    /**
     * A dataset that can be trained on, now or once it is sealed, and is not deleted before the transaction ends.
     *
     * @throws LikenessException {@code NOT_FOUND}, {@code GONE}, or {@code DATASET_UNUSABLE} if its import ended without it
     */
    public Dataset requireTrainable(Handle transaction, Tenant tenant, String id) {
        Dataset dataset = Dataset.of(ledger.hold(transaction, tenant, JobKind.DATASET, "datasetId", id));
        if (!dataset.status().trainable()) {
            throw new LikenessException(
                    ErrorCode.DATASET_UNUSABLE,
                    "datasetId: expected a usable dataset, found a "
                            + dataset.status().word() + " one");
        }
        requireEnough(dataset.sealed());
        return dataset;
    }

    /** A training needs images to learn from and others that pick its best epoch. */
    private static void requireEnough(@Nullable DatasetSealed complete) {
        if (complete != null
                && (complete.counts().train() == 0 || complete.counts().validation() == 0)) {
            throw new LikenessException(
                    ErrorCode.DATASET_UNUSABLE,
                    "datasetId: expected images to train on and to validate with, found %d and %d"
                            .formatted(
                                    complete.counts().train(), complete.counts().validation()));
        }
    }

    Slice<Dataset> list(JobQuery query) {
        return ledger.list(query, Dataset::of);
    }

    /** As {@link Ledger#cancel}. */
    Dataset cancel(Tenant tenant, String id, String correlationId) {
        return Dataset.of(ledger.cancel(tenant, JobKind.DATASET, id, correlationId));
    }

    /** The import's report, JSON of {@link io.likeness.contracts.dataset.ImportReport}. */
    ObjectReference report(Tenant tenant, String id) {
        return require(tenant, id).requireSealed().report();
    }

    /** A PNG of some of its images. */
    ObjectReference preview(Tenant tenant, String id) {
        return require(tenant, id).requireSealed().preview();
    }

    /** Held until the transaction ends. */
    private Dataset requireBase(Handle transaction, Tenant tenant, String field, String id) {
        Dataset base = Dataset.of(ledger.hold(transaction, tenant, JobKind.DATASET, field, id));
        if (base.sealed() == null) {
            throw new LikenessException(
                    ErrorCode.DATASET_UNUSABLE,
                    field + ": expected a sealed dataset, found a "
                            + base.status().word() + " one");
        }
        return base;
    }

    private Draft check(Tenant tenant, DatasetRequest request) {
        String revise = request.revise();
        if (revise != null) {
            return (transaction, id) -> {
                Dataset base = requireBase(transaction, tenant, "revise", revise);
                requireNewest(transaction, tenant, request, base);
                return revision(tenant, id, request, base);
            };
        }
        Require.absent("changes", "none without revise", request.changes());
        String uploadId = request.requireUploadId();
        String addTo = request.addTo();
        if (addTo == null) {
            request.requireName(null);
        }
        Upload archive = uploads.require(tenant, "uploadId", uploadId);
        List<CompanionFile> companions = request.companions().stream()
                .map(id -> uploads.require(tenant, "companionUploadIds", id))
                .map(upload -> new CompanionFile(upload.fileName(), upload.reference()))
                .toList();
        return (transaction, id) -> {
            request.companions()
                    .forEach(companion -> uploads.hold(transaction, tenant, "companionUploadIds", companion));
            Dataset base = addTo == null ? null : requireBase(transaction, tenant, "addTo", addTo);
            return job(transaction, tenant, id, request, archive, companions, base);
        };
    }

    private NewJob job(
            Handle transaction,
            Tenant tenant,
            String id,
            DatasetRequest request,
            Upload archive,
            List<CompanionFile> companions,
            @Nullable Dataset base) {
        uploads.hold(transaction, tenant, "uploadId", archive.id());
        ImportDataset command = new ImportDataset(
                id,
                request.requireName(base),
                archive.reference(),
                companions,
                request.options(base),
                base == null ? null : base.id(),
                commanded(tenant));
        return new NewJob(command, Instant.now().plus(deadline), List.of(), request);
    }

    /** What comes later of a name goes on from the newest of it: an older one with changes would make an end of what came since. */
    private void requireNewest(Handle transaction, Tenant tenant, DatasetRequest request, Dataset base) {
        String name = request.requireName(base);
        ledger.holdNewest(transaction, tenant, JobKind.DATASET, name)
                .filter(newest -> name.equals(base.name()) && !newest.id().equals(base.id()))
                .ifPresent(newest -> {
                    throw new LikenessException(
                            ErrorCode.STATE_CONFLICT,
                            "revise: expected the newest dataset named '%s', %s, or another name for what is made of it, found %s"
                                    .formatted(name, newest.id(), base.id()));
                });
    }

    private NewJob revision(Tenant tenant, String id, DatasetRequest request, Dataset base) {
        ReviseDataset command = new ReviseDataset(
                id,
                request.requireName(base),
                base.id(),
                request.options(base),
                request.requireChanges(base),
                commanded(tenant));
        return new NewJob(command, Instant.now().plus(deadline), List.of(), request);
    }

    private static @Nullable String commanded(Tenant tenant) {
        return tenant.equals(Tenant.MAIN) ? null : tenant.name();
    }
}
