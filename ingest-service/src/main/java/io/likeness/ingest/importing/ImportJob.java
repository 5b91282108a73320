package io.likeness.ingest.importing;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.DatasetImportCancelled;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.DatasetRejected;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.contracts.dataset.ImportReport;
import io.likeness.ingest.dataset.DatasetImport;
import io.likeness.ingest.dataset.ImportOutcome;
import io.likeness.ingest.dataset.ImportOutcome.Imported;
import io.likeness.ingest.dataset.ImportOutcome.Refused;
import io.likeness.ingest.importing.Spool.Spooled;
import io.likeness.platform.jobs.JobHandler;
import io.likeness.platform.jobs.RunningJob;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Imports one dataset, from its uploads in the store to the announcement that it is sealed or rejected. */
final class ImportJob implements JobHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ImportJob.class);
    private static final String JSON = "application/json";

    private final Spool spool;
    private final DatasetImport datasetImport;
    private final ObjectStore store;
    private final SealedTable sealedDatasets;

    ImportJob(Spool spool, DatasetImport datasetImport, ObjectStore store, SealedTable sealedDatasets) {
        this.spool = spool;
        this.datasetImport = datasetImport;
        this.store = store;
        this.sealedDatasets = sealedDatasets;
    }

    @Override
    public Consumer<Handle> run(RunningJob job) throws InterruptedException {
        ImportDataset command = command(job);
        Optional<DatasetSealed> sealed = sealedDatasets.find(command.datasetId());
        return sealed.isPresent() ? announced(job, sealed.orElseThrow()) : imported(command, job);
    }

    @Override
    public Consumer<Handle> failed(RunningJob job, LikenessException failure) {
        return rejecting(command(job), job, Failure.of(failure));
    }

    @Override
    public Consumer<Handle> cancelled(RunningJob job) {
        return job.announcing(new DatasetImportCancelled(job.lease().id()));
    }

    /** An import has no deadline. */
    @Override
    public Consumer<Handle> expired(RunningJob job) {
        return failed(
                job,
                new LikenessException(ErrorCode.DEADLINE_EXCEEDED, "import: expected a start in time, found none"));
    }

    private static Consumer<Handle> announced(RunningJob job, DatasetSealed sealed) {
        LOG.info("an earlier attempt sealed the dataset dataset={}", job.lease().id());
        return job.announcing(sealed);
    }

    private Consumer<Handle> imported(ImportDataset command, RunningJob job) throws InterruptedException {
        long started = System.nanoTime();
        DatasetKeys keys = DatasetKeys.of(job.lease());
        StoringSink sink = new StoringSink(command, job, store, keys);
        return switch (run(command, sink)) {
            case Imported imported -> {
                DatasetSealed sealed = seal(command, keys, imported, (System.nanoTime() - started) / 1e9);
                job.transactPatiently(transaction -> sealedDatasets.pin(transaction, sealed));
                LOG.info(
                        "dataset sealed dataset={} layout={} images={} skipped={} seconds={}",
                        command.datasetId(),
                        sealed.layout(),
                        sealed.counts().total(),
                        sealed.skipped(),
                        sealed.seconds());
                yield job.announcing(sealed);
            }
            case Refused refused -> {
                sink.discard();
                throw new LikenessException(
                        refused.failure().code(), refused.failure().message());
            }
        };
    }

    private ImportOutcome run(ImportDataset command, StoringSink sink) {
        try (Spooled spooled = spool.fetch(command)) {
            return datasetImport.run(spooled.source(), command.options(), sink);
        }
    }

    private DatasetSealed seal(ImportDataset command, DatasetKeys keys, Imported imported, double seconds) {
        return new DatasetSealed(
                command.datasetId(),
                command.name(),
                imported.layout(),
                imported.counts(),
                imported.skippedInAll(),
                put(keys.manifest(), Json.encode(manifest(command, imported)), JSON),
                put(keys.report(), Json.encode(report(command, imported, seconds)), JSON),
                put(keys.preview(), imported.preview(), "image/png"),
                seconds);
    }

    private ObjectReference put(String key, byte[] content, String mediaType) {
        return store.put(Bucket.DATASETS, key, content, mediaType);
    }

    private static DatasetManifest manifest(ImportDataset command, Imported imported) {
        return new DatasetManifest(
                command.datasetId(),
                command.name(),
                imported.layout(),
                command.options().channels(),
                command.options().side(),
                imported.crop(),
                imported.counts(),
                imported.labels(),
                imported.shards(),
                command.options().terms());
    }

    private static ImportReport report(ImportDataset command, Imported imported, double seconds) {
        return new ImportReport(
                command.datasetId(),
                imported.layout(),
                imported.entries(),
                imported.counts(),
                imported.skippedByReason(),
                imported.skipped(),
                imported.labelCounts(),
                seconds);
    }

    private static Consumer<Handle> rejecting(ImportDataset command, RunningJob job, Failure failure) {
        LOG.info(
                "dataset rejected dataset={} code={} reason={}",
                command.datasetId(),
                failure.code(),
                failure.message());
        return job.announcing(new DatasetRejected(command.datasetId(), command.name(), failure));
    }

    private static ImportDataset command(RunningJob job) {
        return Json.decode(job.lease().payload(), ImportDataset.class);
    }
}
