package io.likeness.ingest.doctor;

import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.DoctorReport;
import io.likeness.ingest.storage.SealedTable;
import io.likeness.platform.jobs.JobHandler;
import io.likeness.platform.jobs.RunningJob;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import io.likeness.platform.web.Failures;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Examines one dataset and leaves a report beside its manifest, which goes with it. Nobody waits for it, and it announces nothing. */
final class ExaminationJob implements JobHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ExaminationJob.class);

    private final ObjectStore store;
    private final SealedTable sealedDatasets;

    ExaminationJob(ObjectStore store, SealedTable sealedDatasets) {
        this.store = store;
        this.sealedDatasets = sealedDatasets;
    }

    @Override
    public Consumer<Handle> run(RunningJob job) throws InterruptedException {
        Examination examination = Json.decode(job.lease().payload(), Examination.class);
        Optional<DatasetSealed> dataset = current(examination);
        if (dataset.isPresent()
                && store.size(Bucket.DATASETS, examination.report()).isEmpty()) {
            DoctorReport report = report(dataset.orElseThrow(), examination, job);
            store.put(Bucket.DATASETS, examination.report(), Json.encode(report), "application/json");
        }
        if (current(examination).isEmpty()) {
            // Whoever deleted it, or an image of it, deleted what there was then.
            store.delete(Bucket.DATASETS, examination.report());
        }
        return transaction -> {};
    }

    /** What cannot be examined says so; what may be later is tried again. */
    private DoctorReport report(DatasetSealed dataset, Examination examination, RunningJob job)
            throws InterruptedException {
        try {
            return report(dataset, job);
        } catch (RuntimeException e) {
            LikenessException failure = Failures.classify(e);
            if (failure.retriable()) {
                throw failure;
            }
            if (current(examination).isPresent()) {
                LOG.error("dataset not examined dataset={}", dataset.datasetId(), e);
            }
            return DoctorReport.failed(
                    dataset.datasetId(), examination.digest(), dataset.counts().total(), Failure.of(failure));
        }
    }

    @Override
    public Consumer<Handle> failed(RunningJob job, LikenessException failure) {
        return transaction -> {};
    }

    @Override
    public Consumer<Handle> cancelled(RunningJob job) {
        return transaction -> {};
    }

    @Override
    public Consumer<Handle> expired(RunningJob job) {
        return transaction -> {};
    }

    private DoctorReport report(DatasetSealed dataset, RunningJob job) throws InterruptedException {
        long started = System.nanoTime();
        DatasetManifest manifest = Json.decode(store.fetch(dataset.manifest()), DatasetManifest.class);
        DatasetFaces faces = new StoredFaces(store, manifest, job::check);
        Diagnosis diagnosis = new DatasetDoctor(faces).examine();
        double seconds = (System.nanoTime() - started) / 1e9;
        LOG.info(
                "dataset examined dataset={} images={} findings={} seconds={}",
                dataset.datasetId(),
                faces.count(),
                diagnosis.found().size(),
                seconds);
        return DoctorReports.of(manifest, dataset.manifest().sha256(), faces, diagnosis, seconds);
    }

    private Optional<DatasetSealed> current(Examination examination) {
        return sealedDatasets
                .findKept(examination.datasetId())
                .filter(now -> now.manifest().sha256().equals(examination.digest()));
    }
}
