package io.likeness.ingest.importing;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.TenantId;
import io.likeness.contracts.dataset.DatasetChanges;
import io.likeness.contracts.dataset.DatasetImportCancelled;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.DatasetRejected;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.contracts.dataset.ImportProgressed;
import io.likeness.contracts.dataset.ImportReport;
import io.likeness.contracts.dataset.RefusedThumbnails;
import io.likeness.ingest.dataset.BaseDataset;
import io.likeness.ingest.dataset.DatasetImport;
import io.likeness.ingest.dataset.ImportOutcome;
import io.likeness.ingest.dataset.ImportOutcome.Imported;
import io.likeness.ingest.dataset.ImportOutcome.Refused;
import io.likeness.ingest.dataset.SeenFiles;
import io.likeness.ingest.doctor.DatasetTreatment;
import io.likeness.ingest.doctor.Examinations;
import io.likeness.ingest.erasure.ErasedTable;
import io.likeness.ingest.importing.Spool.Spooled;
import io.likeness.ingest.storage.AttemptObjects;
import io.likeness.ingest.storage.DatasetKeys;
import io.likeness.ingest.storage.DatasetObjects;
import io.likeness.ingest.storage.SealedTable;
import io.likeness.platform.jobs.JobHandler;
import io.likeness.platform.jobs.RunningJob;
import io.likeness.platform.store.ObjectStore;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Imports one dataset, from its uploads in the store to the announcement that it is sealed or rejected. */
final class ImportJob implements JobHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ImportJob.class);
    private static final int ATTEMPTS_A_MINUTE = 6;

    private final Spool spool;
    private final DatasetImport datasetImport;
    private final ObjectStore store;
    private final DatasetObjects datasetObjects;
    private final SealedTable sealedDatasets;
    private final BaseDatasets bases;
    private final ErasedTable erased;
    private final ImportMeters meters;

    ImportJob(
            Spool spool,
            DatasetImport datasetImport,
            ObjectStore store,
            SealedTable sealedDatasets,
            ErasedTable erased,
            ImportMeters meters) {
        this.spool = spool;
        this.datasetImport = datasetImport;
        this.store = store;
        this.datasetObjects = new DatasetObjects(store);
        this.sealedDatasets = sealedDatasets;
        this.bases = new BaseDatasets(store, sealedDatasets, erased);
        this.erased = erased;
        this.meters = meters;
    }

    @Override
    public Consumer<Handle> run(RunningJob job) throws InterruptedException {
        DatasetOrder order = DatasetOrder.of(job);
        Optional<DatasetSealed> sealed = sealedDatasets.find(order.datasetId());
        if (sealed.isPresent()) {
            return announced(job, sealed.orElseThrow());
        }
        try {
            return imported(order, job);
        } catch (LikenessException e) {
            tellWhatIsWaitedFor(job, e);
            throw e;
        }
    }

    @Override
    public Consumer<Handle> failed(RunningJob job, LikenessException failure) {
        if (sealedDatasets.find(job.lease().id()).isEmpty()) {
            datasetObjects.deleteUpTo(DatasetKeys.of(job.lease()));
        }
        return rejecting(DatasetOrder.of(job), job, Failure.of(failure));
    }

    @Override
    public Consumer<Handle> cancelled(RunningJob job) {
        datasetObjects.deleteUpTo(DatasetKeys.of(job.lease()));
        return job.announcing(new DatasetImportCancelled(job.lease().id()));
    }

    /** An import has no deadline. */
    @Override
    public Consumer<Handle> expired(RunningJob job) {
        return failed(
                job,
                new LikenessException(ErrorCode.DEADLINE_EXCEEDED, "import: expected a start in time, found none"));
    }

    /** An import that is tried every ten seconds for hours says so once a minute. */
    private void tellWhatIsWaitedFor(RunningJob job, LikenessException failure) {
        boolean interrupted = Thread.currentThread().isInterrupted();
        if (interrupted || !again(job, failure) || job.trouble().failures() % ATTEMPTS_A_MINUTE != 0) {
            return;
        }
        try {
            job.publish(ImportProgressed.waiting(job.lease().id(), String.valueOf(failure.getMessage())));
        } catch (RuntimeException unpublished) {
            failure.addSuppressed(unpublished);
        }
    }

    private Consumer<Handle> announced(RunningJob job, DatasetSealed sealed) {
        LOG.info("an earlier attempt sealed the dataset dataset={}", job.lease().id());
        DatasetKeys.parse(sealed.manifest().key()).ifPresent(datasetObjects::deleteBefore);
        return announcing(job, sealed);
    }

    /** What is said of the dataset by then: an erasure may have sealed it anew since. */
    private static Consumer<Handle> announcing(RunningJob job, DatasetSealed sealed) {
        return transaction -> job.announcing(
                        SealedTable.lock(transaction, sealed.datasetId()).orElse(sealed))
                .accept(transaction);
    }

    /** Objects are kept from the moment on at which an announcement may name them, and on a stop, which has no time to delete. */
    private Consumer<Handle> imported(DatasetOrder order, RunningJob job) throws InterruptedException {
        LOG.info(
                "import started dataset={} attempt={} bytes={}",
                order.datasetId(),
                job.lease().attempt(),
                bytes(order, job));
        AttemptObjects objects = new AttemptObjects(store, DatasetKeys.of(job.lease()));
        StoringSink sink = new StoringSink(order, job, objects);
        BaseDataset base = order.baseId() == null ? null : bases.fetch(order.baseId());
        DatasetSealed sealed;
        try {
            sealed = stored(order, base, sink, objects, job);
        } catch (InterruptedException e) {
            if (!job.stopping()) {
                objects.discard();
            }
            throw e;
        } catch (RuntimeException | Error e) {
            if (!job.stopping()) {
                objects.discard();
            }
            if (sink.outdated() || base != null && bases.changed(base)) {
                throw notSealed(order, job);
            }
            throw e;
        }
        if (!pinned(job, order.owner(), sealed, sink)) {
            objects.discard();
            throw notSealed(order, job);
        }
        LOG.info(
                "dataset sealed dataset={} layout={} images={} skipped={} seconds={}",
                order.datasetId(),
                sealed.layout(),
                sealed.counts().total(),
                sealed.skipped(),
                sealed.seconds());
        datasetObjects.deleteBefore(objects.keys());
        return announcing(job, sealed);
    }

    /** Gives the job back, which costs no attempt. */
    private static InterruptedException notSealed(DatasetOrder order, RunningJob job) {
        LOG.info("dataset not sealed dataset={} cancelled={}", order.datasetId(), job.cancelled());
        return new InterruptedException("import cancelled, or begun anew as an image was erased");
    }

    private DatasetSealed stored(
            DatasetOrder order, @Nullable BaseDataset base, StoringSink sink, AttemptObjects objects, RunningJob job)
            throws InterruptedException {
        long started = System.nanoTime();
        String terms = order.options().terms();
        return switch (run(order, base, sink, job)) {
            case Imported imported -> {
                if (order.changes() == null) {
                    meters.imported(imported, bytes(order, job));
                }
                yield seal(
                        order,
                        base == null ? terms : base.terms(terms),
                        objects,
                        imported,
                        (System.nanoTime() - started) / 1e9);
            }
            case Refused refused ->
                throw new LikenessException(
                        refused.failure().code(), refused.failure().message());
        };
    }

    /**
     * Whether the dataset is sealed: from then on it cannot be cancelled. One that holds an image that was erased since the attempt began is
     * not; the job is given back then, at no cost, and begins anew under other keys.
     */
    private boolean pinned(RunningJob job, TenantId tenant, DatasetSealed sealed, StoringSink sink)
            throws InterruptedException {
        AtomicBoolean pinned = new AtomicBoolean();
        job.transactPatiently(transaction -> {
            // One whose answer was lost may have sealed it: an erasure that came since has found it then.
            boolean before = SealedTable.lock(transaction, sealed.datasetId()).isPresent();
            pinned.set((before || !holdsErased(transaction, tenant, sink)) && job.pin(transaction));
            if (pinned.get()) {
                sealedDatasets.pin(transaction, tenant, sealed);
                Examinations.enqueue(transaction, sealed);
            }
        });
        return pinned.get();
    }

    /** The command of a dataset that is made of an archive. */
    private static ImportDataset archive(RunningJob job) {
        return Json.decode(job.lease().payload(), ImportDataset.class);
    }

    private static long bytes(DatasetOrder order, RunningJob job) {
        return order.changes() == null ? archive(job).archive().bytes() : 0;
    }

    private static boolean holdsErased(Handle transaction, TenantId tenant, StoringSink sink) {
        return ErasedTable.lock(transaction, tenant).stream().anyMatch(sink::holds);
    }

    private ImportOutcome run(DatasetOrder order, @Nullable BaseDataset base, StoringSink sink, RunningJob job)
            throws InterruptedException {
        DatasetChanges changes = order.changes();
        if (changes != null && base != null) {
            SeenFiles files = base.seen(erased.all(order.owner()));
            sink.taking(files::contains);
            return new DatasetTreatment(store, base, sink).run(changes);
        }
        try (Spooled spooled = spool.fetch(archive(job))) {
            return datasetImport.run(spooled.source(), order.options(), erased.all(order.owner()), base, sink);
        }
    }

    private static DatasetSealed seal(
            DatasetOrder order, @Nullable String terms, AttemptObjects objects, Imported imported, double seconds) {
        DatasetKeys keys = objects.keys();
        imported.thumbnails().forEach((sha256, png) -> objects.putThumbnail(RefusedThumbnails.name(sha256), png));
        return new DatasetSealed(
                order.datasetId(),
                order.name(),
                imported.layout(),
                imported.counts(),
                imported.skippedInAll(),
                objects.putDocument(keys.manifest(), manifest(order, terms, imported)),
                objects.putDocument(keys.report(), report(order, imported, seconds)),
                objects.putPreview(imported.preview()),
                seconds);
    }

    private static DatasetManifest manifest(DatasetOrder order, @Nullable String terms, Imported imported) {
        return new DatasetManifest(
                order.datasetId(),
                order.name(),
                imported.layout(),
                order.options().channels(),
                order.options().side(),
                imported.crop(),
                imported.counts(),
                imported.labels(),
                imported.shards(),
                terms,
                imported.frame());
    }

    private static ImportReport report(DatasetOrder order, Imported imported, double seconds) {
        return new ImportReport(
                order.datasetId(),
                imported.layout(),
                imported.entries(),
                imported.counts(),
                imported.skippedByReason(),
                imported.skipped(),
                imported.labelCounts(),
                imported.labelFiles(),
                seconds);
    }

    private static Consumer<Handle> rejecting(DatasetOrder order, RunningJob job, Failure failure) {
        LOG.info("dataset rejected dataset={} code={} reason={}", order.datasetId(), failure.code(), failure.message());
        return job.announcing(new DatasetRejected(order.datasetId(), order.name(), failure));
    }
}
