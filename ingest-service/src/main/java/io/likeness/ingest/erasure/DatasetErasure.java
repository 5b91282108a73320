package io.likeness.ingest.erasure;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.TenantId;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.RefusedThumbnails;
import io.likeness.ingest.doctor.Examinations;
import io.likeness.ingest.storage.AttemptObjects;
import io.likeness.ingest.storage.DatasetKeys;
import io.likeness.ingest.storage.DatasetObjects;
import io.likeness.ingest.storage.SealedTable;
import io.likeness.ingest.storage.WorkFolder;
import io.likeness.platform.jobs.RunningJob;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Seals the datasets of a tenant that hold an image anew without it, and at last deletes what was stored of them before. Safe for threads. */
final class DatasetErasure {
    private static final Logger LOG = LoggerFactory.getLogger(DatasetErasure.class);

    private final ObjectStore store;
    private final WorkFolder workFolder;
    private final SealedTable sealedDatasets;
    private final RevisedTable revised;
    private final DatasetSearch search;
    private final DatasetObjects objects;

    DatasetErasure(Jdbi jdbi, ObjectStore store, WorkFolder workFolder) {
        this.store = store;
        this.workFolder = workFolder;
        this.sealedDatasets = new SealedTable(jdbi);
        this.revised = new RevisedTable(jdbi);
        this.search = new DatasetSearch(store, sealedDatasets);
        this.objects = new DatasetObjects(store);
    }

    /** Changes nothing before all datasets have been looked through: one that cannot be read fails the erasure while others are as they were. */
    void erase(TenantId tenant, String sha256, RunningJob job) throws InterruptedException {
        for (DatasetSealed holder : search.holders(tenant, sha256, job)) {
            try {
                revise(holder, tenant, sha256, job);
            } catch (LikenessException e) {
                if (e.code() != ErrorCode.NOT_FOUND || kept(holder)) {
                    throw e;
                }
                LOG.info("dataset was deleted meanwhile dataset={}", holder.datasetId());
            }
        }
    }

    /** Of datasets that refused the file and show it all the same: no image of theirs is touched, and nothing is sealed anew. */
    void deleteThumbnails(TenantId tenant, String sha256, RunningJob job) throws InterruptedException {
        String name = RefusedThumbnails.name(sha256);
        for (String datasetId : sealedDatasets.kept(tenant)) {
            job.check();
            sealedDatasets
                    .findKept(datasetId)
                    .map(dataset -> RefusedThumbnails.key(dataset.report().key(), name))
                    .ifPresent(key -> store.delete(Bucket.DATASETS, key));
        }
    }

    /**
     * Once nothing can fail any more but the announcement: until then others read what they know of. Those of an attempt before go, too, which
     * may have died before it deleted.
     */
    void deleteReplaced(TenantId tenant, String sha256) {
        for (String datasetId : revised.datasets(tenant, sha256)) {
            sealedDatasets
                    .findKept(datasetId)
                    .flatMap(current -> DatasetKeys.parse(current.manifest().key()))
                    .ifPresent(objects::requireDeletedBefore);
        }
    }

    /** Objects are kept from the moment on at which an announcement may name them, and on a stop, which has no time to delete. */
    private void revise(DatasetSealed before, TenantId tenant, String sha256, RunningJob job)
            throws InterruptedException {
        DatasetKeys keys = new DatasetKeys(before.datasetId(), revised.nextNumber());
        AttemptObjects written = new AttemptObjects(store, keys);
        DatasetSealed after;
        try {
            after = new DatasetRevision(store, workFolder, written, sha256).write(before, job::check);
        } catch (RuntimeException | Error | InterruptedException e) {
            if (!job.stopping()) {
                written.discard();
            }
            throw e;
        }
        if (replaced(before, after, tenant, sha256, job)) {
            LOG.info(
                    "dataset sealed anew dataset={} images={}",
                    before.datasetId(),
                    after.counts().total());
        } else {
            written.discard();
        }
    }

    private boolean kept(DatasetSealed dataset) {
        return sealedDatasets.findKept(dataset.datasetId()).isPresent();
    }

    /** False if the dataset was deleted meanwhile. */
    private static boolean replaced(
            DatasetSealed before, DatasetSealed after, TenantId tenant, String sha256, RunningJob job)
            throws InterruptedException {
        AtomicBoolean replaced = new AtomicBoolean();
        job.transactPatiently(transaction -> {
            replaced.set(SealedTable.replace(transaction, after));
            if (replaced.get()) {
                RevisedTable.add(transaction, tenant, sha256, before, after);
                Examinations.enqueue(transaction, after);
            }
        });
        return replaced.get();
    }
}
