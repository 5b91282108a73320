package io.likeness.gateway.dataset;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.CompanionFile;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.gateway.job.Claim;
import io.likeness.gateway.job.IdempotencyKeys;
import io.likeness.gateway.upload.Upload;
import io.likeness.gateway.upload.Uploads;
import io.likeness.platform.events.Outbox;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Accepts datasets and tells how far they are. Safe for threads. */
@Singleton
public class Datasets {
    private final Jdbi jdbi;
    private final IdempotencyKeys keys;
    private final Outbox outbox;
    private final Uploads uploads;

    public Datasets(Jdbi jdbi, IdempotencyKeys keys, Outbox outbox, Uploads uploads) {
        this.jdbi = jdbi;
        this.keys = keys;
        this.outbox = outbox;
        this.uploads = uploads;
    }

    /** Writes the dataset and its command in one transaction. */
    Dataset accept(DatasetRequest request, @Nullable String key, String correlationId) {
        ImportDataset command = command(request);
        return jdbi.inTransaction(transaction -> {
            String id = switch (keys.claim(transaction, "dataset", key, request, command.datasetId())) {
                case Claim.Repeated repeated -> repeated.jobId();
                case Claim.Fresh fresh -> {
                    DatasetTable.insert(transaction, command);
                    outbox.add(transaction, command, correlationId);
                    yield command.datasetId();
                }
            };
            return DatasetTable.require(transaction, "id", id);
        });
    }

    /** @throws LikenessException {@code NOT_FOUND} */
    Dataset require(String id) {
        return jdbi.withHandle(handle -> DatasetTable.require(handle, "id", id));
    }

    /**
     * A dataset that can be trained on, now or once it is sealed.
     *
     * @throws LikenessException {@code NOT_FOUND}, or {@code DATASET_UNUSABLE} if it was rejected or canceled
     */
    public Dataset requireTrainable(Handle transaction, String id) {
        Dataset dataset = DatasetTable.require(transaction, "datasetId", id);
        if (dataset.status() == DatasetStatus.REJECTED || dataset.status() == DatasetStatus.CANCELED) {
            throw new LikenessException(
                    ErrorCode.DATASET_UNUSABLE,
                    "datasetId: expected a usable dataset, found a "
                            + dataset.status().name().toLowerCase(Locale.ROOT) + " one");
        }
        return dataset;
    }

    List<Dataset> newest(int limit) {
        return jdbi.withHandle(handle -> DatasetTable.newest(handle, limit));
    }

    /** The import's report, JSON of {@link io.likeness.contracts.dataset.ImportReport}. */
    ObjectReference report(String id) {
        return require(id).requireSealed().report();
    }

    /** A PNG of some of its images. */
    ObjectReference preview(String id) {
        return require(id).requireSealed().preview();
    }

    private ImportDataset command(DatasetRequest request) {
        String name = request.requireName();
        Upload archive = uploads.require("uploadId", request.requireUploadId());
        List<CompanionFile> companions = request.companions().stream()
                .map(id -> uploads.require("companionUploadIds", id))
                .map(upload -> new CompanionFile(upload.fileName(), upload.reference()))
                .toList();
        return new ImportDataset(
                UUID.randomUUID().toString(), name, archive.reference(), companions, request.options());
    }
}
