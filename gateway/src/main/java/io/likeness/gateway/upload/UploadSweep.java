package io.likeness.gateway.upload;

import io.likeness.gateway.ledger.LedgerConfiguration;
import io.likeness.platform.runtime.Loop;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import io.likeness.platform.store.StoredObject;
import io.likeness.platform.store.UnfinishedUpload;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what no upload owns: objects of deleted uploads, objects whose row was never written because a gateway died in between, and
 * parts that were never completed. What is young may still be on its way and stays. Several gateways may sweep at once.
 */
@Singleton
public class UploadSweep {
    private static final Logger LOG = LoggerFactory.getLogger(UploadSweep.class);
    private static final int BATCH = 100;

    private final Jdbi jdbi;
    private final ObjectStore store;
    private final Duration interval;
    private final Duration orphanAge;
    private final Duration keepTombstones;

    /** Listings of unfinished uploads carry no time that every store tells, so their age counts from when this gateway saw them. */
    private final Map<UnfinishedUpload, Instant> seen = new HashMap<>();

    private Instant nextListing = Instant.MIN;
    private volatile @Nullable Loop loop;

    UploadSweep(Jdbi jdbi, ObjectStore store, UploadConfiguration uploads, LedgerConfiguration ledger) {
        this.jdbi = jdbi;
        this.store = store;
        this.interval = uploads.sweepInterval();
        this.orphanAge = uploads.orphanAge();
        this.keepTombstones = ledger.keepTombstones();
    }

    void start(@Observes StartupEvent event) {
        loop = Loop.every("upload-sweep", interval, () -> turn(Instant.now()));
    }

    void stop(@Observes ShutdownEvent event) {
        Loop running = loop;
        if (running != null) {
            running.close();
        }
    }

    /** There is something to do now. */
    void wake() {
        Loop running = loop;
        if (running != null) {
            running.wake();
        }
    }

    /** @param now from which the age of what nobody owns counts */
    public synchronized void sweep(Instant now) {
        sweepGone();
        purge();
        sweepOrphans(now.minus(orphanAge));
        sweepUnfinished(now);
    }

    /** Whoever deletes an upload wakes the loop; the bucket is listed once an interval all the same, also where that fails. */
    private synchronized void turn(Instant now) {
        if (now.isBefore(nextListing)) {
            sweepGone();
            return;
        }
        nextListing = now.plus(interval);
        sweep(now);
    }

    private void purge() {
        int purged;
        do {
            purged = jdbi.inTransaction(
                    transaction -> UploadTable.purge(transaction, keepTombstones.toMillis() / 1000.0, BATCH));
        } while (purged == BATCH);
    }

    private void sweepGone() {
        List<String> gone;
        do {
            gone = jdbi.inTransaction(transaction -> UploadTable.borrowGone(transaction, BATCH));
            for (String id : gone) {
                store.delete(Bucket.UPLOADS, id);
                jdbi.useHandle(handle -> UploadTable.swept(handle, id));
            }
        } while (gone.size() == BATCH);
    }

    private void sweepOrphans(Instant before) {
        try (Stream<StoredObject> objects = store.list(Bucket.UPLOADS, "")) {
            Iterator<String> old = objects.filter(object -> object.modifiedAt().isBefore(before))
                    .map(StoredObject::key)
                    .iterator();
            while (old.hasNext()) {
                Set<String> batch = new HashSet<>();
                while (old.hasNext() && batch.size() < BATCH) {
                    batch.add(old.next());
                }
                batch.removeAll(jdbi.withHandle(handle -> UploadTable.known(handle, Set.copyOf(batch))));
                batch.forEach(this::deleteOrphan);
            }
        }
    }

    private void deleteOrphan(String key) {
        LOG.info("object without an upload deleted key={}", key);
        store.delete(Bucket.UPLOADS, key);
    }

    private void sweepUnfinished(Instant now) {
        List<UnfinishedUpload> present = store.unfinished(Bucket.UPLOADS, "");
        seen.keySet().retainAll(Set.copyOf(present));
        for (UnfinishedUpload upload : present) {
            if (seen.computeIfAbsent(upload, first -> now).isBefore(now.minus(orphanAge))) {
                LOG.info("unfinished upload aborted key={}", upload.key());
                store.abort(Bucket.UPLOADS, upload);
            }
        }
    }
}
