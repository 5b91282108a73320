package io.likeness.ingest.storage;

import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.Deleted;
import io.likeness.platform.store.ObjectStore;
import io.likeness.platform.store.StoredObject;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The objects of datasets, whichever attempt stored them: once an import has ended, only those stay that its announcement names. A store
 * that is away fails no import; what stays then has no reader. Safe for threads.
 */
public final class DatasetObjects {
    private static final Logger LOG = LoggerFactory.getLogger(DatasetObjects.class);

    private final ObjectStore store;

    public DatasetObjects(ObjectStore store) {
        this.store = store;
    }

    /** Deletes what all attempts at a dataset have stored, once no further one can begin. */
    public void deleteAll(String datasetId) {
        delete(datasetId, () -> store.deletePrefix(Bucket.DATASETS, DatasetKeys.prefix(datasetId)));
    }

    /** As {@link #deleteAll}, for whom it matters: throws as {@link ObjectStore}. */
    public void requireDeleted(String datasetId) {
        log(datasetId, store.deletePrefix(Bucket.DATASETS, DatasetKeys.prefix(datasetId)));
    }

    /** Deletes what an attempt and those before it have stored; one that has taken over since keeps its own. */
    public void deleteUpTo(DatasetKeys last) {
        deleteBefore(last);
        delete(last.datasetId(), () -> store.deletePrefix(Bucket.DATASETS, last.prefix()));
    }

    /** Deletes what earlier attempts than the one that sealed have stored: they were lost, or stopped half-way. */
    public void deleteBefore(DatasetKeys sealed) {
        delete(sealed.datasetId(), () -> deleteEarlier(sealed));
    }

    /** As {@link #deleteBefore}, for whom it matters: throws as {@link ObjectStore}. */
    public void requireDeletedBefore(DatasetKeys sealed) {
        log(sealed.datasetId(), deleteEarlier(sealed));
    }

    private Deleted deleteEarlier(DatasetKeys sealed) {
        return earlier(sealed).stream()
                .map(attempt -> store.deletePrefix(Bucket.DATASETS, attempt.prefix()))
                .reduce(Deleted.NOTHING, Deleted::plus);
    }

    private Set<DatasetKeys> earlier(DatasetKeys sealed) {
        try (Stream<StoredObject> all = store.list(Bucket.DATASETS, DatasetKeys.prefix(sealed.datasetId()))) {
            return all.flatMap(object -> DatasetKeys.parse(object.key()).stream())
                    .filter(attempt -> attempt.fence() < sealed.fence())
                    .collect(Collectors.toSet());
        }
    }

    private static void delete(String datasetId, Supplier<Deleted> deletion) {
        boolean interrupted = Thread.interrupted();
        try {
            log(datasetId, deletion.get());
        } catch (RuntimeException e) {
            LOG.warn("objects of attempts stay dataset={}", datasetId, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void log(String datasetId, Deleted deleted) {
        if (deleted.objects() > 0) {
            LOG.info("objects deleted dataset={} objects={} bytes={}", datasetId, deleted.objects(), deleted.bytes());
        }
    }
}
