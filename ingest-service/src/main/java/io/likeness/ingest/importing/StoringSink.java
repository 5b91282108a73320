package io.likeness.ingest.importing;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.BatchPrepared;
import io.likeness.contracts.dataset.DatasetImportStarted;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.contracts.dataset.ImportProgressed;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.event.Payload;
import io.likeness.ingest.shard.FilledShard;
import io.likeness.ingest.shard.ShardSink;
import io.likeness.platform.jobs.RunningJob;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Stores shards and announces each, and the progress once a second, for as long as the lease holds. */
final class StoringSink implements ShardSink {
    private static final long PROGRESS_NANOS = Duration.ofSeconds(1).toNanos();

    private final ImportDataset command;
    private final RunningJob job;
    private final ObjectStore store;
    private final DatasetKeys keys;
    private final List<String> written = new ArrayList<>();
    private long entries;
    private long nextProgress = System.nanoTime() + PROGRESS_NANOS;

    StoringSink(ImportDataset command, RunningJob job, ObjectStore store, DatasetKeys keys) {
        this.command = command;
        this.job = job;
        this.store = store;
        this.keys = keys;
    }

    @Override
    public void recognised(Layout layout, long found) {
        entries = found;
        publish(new DatasetImportStarted(command.datasetId(), command.name(), layout, found));
    }

    @Override
    public Shard store(FilledShard shard) {
        ObjectReference images = put(keys.images(shard.index()), shard.images(), "application/octet-stream");
        ObjectReference rows = put(keys.rows(shard.index()), shard.rows(), "application/x-ndjson");
        Shard stored = new Shard(shard.index(), shard.split(), shard.count(), images, rows);
        publish(new BatchPrepared(
                command.datasetId(),
                stored,
                command.options().channels(),
                command.options().side()));
        return stored;
    }

    @Override
    public void progressed(long read, long accepted, long skipped) {
        if (read == entries || System.nanoTime() - nextProgress >= 0) {
            publish(new ImportProgressed(command.datasetId(), read, entries, accepted, skipped));
            nextProgress = System.nanoTime() + PROGRESS_NANOS;
        }
    }

    /** Deletes the shards of an archive that was refused half-way. */
    void discard() {
        written.forEach(key -> store.delete(Bucket.DATASETS, key));
    }

    private void publish(Payload payload) {
        try {
            job.publishPatiently(payload);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LikenessException(ErrorCode.CAPACITY_EXHAUSTED, "import: interrupted", e);
        }
    }

    private ObjectReference put(String key, byte[] content, String mediaType) {
        written.add(key);
        return store.put(Bucket.DATASETS, key, content, mediaType);
    }
}
