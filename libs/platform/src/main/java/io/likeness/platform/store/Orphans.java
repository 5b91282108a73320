package io.likeness.platform.store;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What nobody owns in one bucket: objects, and uploads that were never completed. What is young may still be on its way and stays. Not
 * safe for threads.
 */
final class Orphans {
    private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);
    private static final int BATCH = 100;

    private final ObjectStore store;
    private final OwnedObjects owners;
    private final Duration age;

    /** Listings of unfinished uploads carry no time that every store tells, so their age counts from when they were first seen here. */
    private final Map<UnfinishedUpload, Instant> seen = new HashMap<>();

    Orphans(ObjectStore store, OwnedObjects owners, Duration age) {
        this.store = store;
        this.owners = owners;
        this.age = age;
    }

    void sweep(Instant now) {
        sweepObjects(now.minus(age));
        sweepUnfinished(now);
    }

    private void sweepObjects(Instant before) {
        try (Stream<StoredObject> objects = store.list(owners.bucket(), "")) {
            Iterator<String> old = objects.filter(object -> object.modifiedAt().isBefore(before))
                    .map(StoredObject::key)
                    .iterator();
            while (old.hasNext()) {
                Set<String> batch = new HashSet<>();
                while (old.hasNext() && batch.size() < BATCH) {
                    batch.add(old.next());
                }
                batch.removeAll(owners.owned(Set.copyOf(batch)));
                batch.forEach(this::delete);
            }
        }
    }

    private void delete(String key) {
        LOG.info("object that nobody owns deleted bucket={} key={}", this, key);
        store.delete(owners.bucket(), key);
    }

    private void sweepUnfinished(Instant now) {
        List<UnfinishedUpload> present = store.unfinished(owners.bucket(), "");
        seen.keySet().retainAll(Set.copyOf(present));
        Set<UnfinishedUpload> old = new HashSet<>();
        for (UnfinishedUpload upload : present) {
            if (seen.computeIfAbsent(upload, first -> now).isBefore(now.minus(age))) {
                old.add(upload);
            }
        }
        old.removeAll(owners.underWay(Set.copyOf(old)));
        for (UnfinishedUpload upload : old) {
            LOG.info("unfinished upload aborted bucket={} key={}", this, upload.key());
            store.abort(owners.bucket(), upload);
        }
    }

    /** The bucket's name. */
    @Override
    public String toString() {
        return owners.bucket().logicalName();
    }
}
