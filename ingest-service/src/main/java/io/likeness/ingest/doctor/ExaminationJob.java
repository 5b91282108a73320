package io.likeness.ingest.doctor;

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
        if (dataset.isPresent()) {
            String key = DoctorReport.key(dataset.orElseThrow().manifest().key());
            if (store.size(Bucket.DATASETS, key).isEmpty()) {
                store.put(Bucket.DATASETS, key, Json.encode(report(dataset.orElseThrow(), job)), "application/json");
                if (current(examination).isEmpty()) {
                    // Whoever deleted it, or an image of it, deleted what there was then.
                    store.delete(Bucket.DATASETS, key);
                }
            }
        }
        return transaction -> {};
    }

    /** One that went while it was read cannot be read. */
    @Override
    public Consumer<Handle> failed(RunningJob job, LikenessException failure) {
        Examination examination = Json.decode(job.lease().payload(), Examination.class);
        LOG.error("dataset not examined dataset={} code={}", examination.datasetId(), failure.code(), failure);
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
