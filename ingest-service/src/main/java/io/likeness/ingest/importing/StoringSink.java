package io.likeness.ingest.importing;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Payload;
import io.likeness.contracts.dataset.BatchPrepared;
import io.likeness.contracts.dataset.DatasetImportStarted;
import io.likeness.contracts.dataset.ImportProgressed;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.Shard;
import io.likeness.ingest.erasure.ErasedTable;
import io.likeness.ingest.shard.FilledShard;
import io.likeness.ingest.shard.ShardSink;
import io.likeness.ingest.storage.AttemptObjects;
import io.likeness.platform.jobs.RunningJob;
import java.time.Duration;
import java.util.function.Predicate;

/** Stores shards and announces each, and the progress once a second, for as long as the lease holds. */
final class StoringSink implements ShardSink {
    private static final long PROGRESS_NANOS = Duration.ofSeconds(1).toNanos();

    private final DatasetOrder order;
    private final RunningJob job;
    private final AttemptObjects objects;
    private long entries;
    private boolean outdated;
    private Predicate<String> holds = sha256 -> false;
    private long nextProgress = System.nanoTime() + PROGRESS_NANOS;

    StoringSink(DatasetOrder order, RunningJob job, AttemptObjects objects) {
        this.order = order;
        this.job = job;
        this.objects = objects;
    }

    @Override
    public void recognised(Layout layout, long found) {
        entries = found;
        publish(new DatasetImportStarted(order.datasetId(), order.name(), layout, found));
    }

    @Override
    public Shard store(FilledShard shard) {
        Shard stored = new Shard(
                shard.index(),
                shard.split(),
                shard.count(),
                objects.putImages(shard.index(), shard.images()),
                objects.putRows(shard.index(), shard.rows()));
        publish(new BatchPrepared(
                order.datasetId(),
                stored,
                order.options().channels(),
                order.options().side()));
        return stored;
    }

    @Override
    public void progressed(long read, long accepted, long skipped) {
        requireWanted();
        if (read == entries || System.nanoTime() - nextProgress >= 0) {
            requireNoneErased();
            publish(new ImportProgressed(order.datasetId(), read, entries, accepted, skipped));
            nextProgress = System.nanoTime() + PROGRESS_NANOS;
        }
    }

    @Override
    public void taking(Predicate<String> files) {
        holds = files;
    }

    /** Whether an image that was taken in is the file of that SHA-256. */
    boolean holds(String sha256) {
        return holds.test(sha256);
    }

    /** Whether an image was taken in that was erased meanwhile, which has ended the import. */
    boolean outdated() {
        return outdated;
    }

    /** What is erased is not kept until the import is at its end. */
    private void requireNoneErased() {
        try {
            job.transactPatiently(transaction -> outdated =
                    ErasedTable.read(transaction, order.owner()).stream().anyMatch(this::holds));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        if (outdated) {
            throw new LikenessException(
                    ErrorCode.CAPACITY_EXHAUSTED, "import: expected images to keep, found one that was erased");
        }
    }

    /** A client of the store or the database may have swallowed the interruption. */
    private void requireWanted() {
        try {
            job.check();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void publish(Payload payload) {
        try {
            job.publishPatiently(payload);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static LikenessException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new LikenessException(ErrorCode.CAPACITY_EXHAUSTED, "import: interrupted", cause);
    }
}
