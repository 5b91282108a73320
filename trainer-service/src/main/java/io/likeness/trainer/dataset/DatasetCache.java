package io.likeness.trainer.dataset;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.Split;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.platform.store.ObjectStore;
import io.likeness.trainer.TrainerConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Datasets on local disk, by the digest of their manifest. A cache is built beside its place and moved there whole, every shard's
 * digest checked; one that is complete is used again. For one process a folder; safe for threads.
 */
@ApplicationScoped
public class DatasetCache {
    private static final Logger LOG = LoggerFactory.getLogger(DatasetCache.class);

    /** Left free for the artifacts and for whoever shares the disk. */
    private static final long SPARE_BYTES = 256L << 20;

    private final ObjectStore store;
    private final LabelRows labels;
    private final CacheFolder caches;

    /** Held by whoever changes the folder. */
    private final ReentrantLock change = new ReentrantLock();

    public DatasetCache(ObjectStore store, TrainerConfiguration configuration) {
        this.store = store;
        this.labels = new LabelRows(store);
        this.caches = new CacheFolder(
                configuration.workFolder().resolve("datasets"),
                configuration.cacheSize().asLongValue());
    }

    /**
     * Gives the dataset on local disk, building it if need be.
     *
     * @param betweenShards called between two shards; what it throws ends the preparation
     * @throws LikenessException as {@link ObjectStore} and {@link DatasetCheck} do, {@code DATASET_UNUSABLE} if a shard's length or
     *     number of rows is not what the manifest says, and {@code CAPACITY_EXHAUSTED} if the disk is full
     */
    public CachedDataset prepare(
            ObjectReference manifestReference,
            String datasetId,
            TrainingConfiguration configuration,
            Pause betweenShards)
            throws InterruptedException {
        DatasetManifest manifest = Json.decode(store.fetch(manifestReference), DatasetManifest.class);
        DatasetCheck.require(manifest, datasetId, configuration);
        CachedDataset cached = new CachedDataset(manifest, caches.place(manifestReference.sha256()));
        change.lockInterruptibly();
        try {
            if (!complete(cached)) {
                build(cached, betweenShards);
            }
            Files.setLastModifiedTime(cached.folder(), FileTime.from(Instant.now()));
            caches.evictAllBut(cached.folder());
        } catch (IOException e) {
            LOG.warn("cannot write the cache of dataset {}", datasetId, e);
            throw new LikenessException(
                    ErrorCode.CAPACITY_EXHAUSTED, "cannot write the cache of dataset " + datasetId, e);
        } finally {
            change.unlock();
        }
        return cached;
    }

    /**
     * Deletes the caches that are not wanted any more, whoever may use them: nobody does who has not been told to end. While a dataset is
     * being prepared nothing is deleted.
     *
     * @param unwanted picks those of the digests
     */
    public void evict(UnaryOperator<List<String>> unwanted) {
        if (!change.tryLock()) {
            return;
        }
        try {
            List<String> present = caches.digests();
            if (!present.isEmpty()) {
                for (String digest : unwanted.apply(present)) {
                    CacheFolder.delete(caches.place(digest));
                    LOG.info("cache of a dataset that was deleted or sealed anew deleted digest={}", digest);
                }
            }
        } catch (IOException e) {
            throw new LikenessException(ErrorCode.CAPACITY_EXHAUSTED, "cannot delete from the dataset cache", e);
        } finally {
            change.unlock();
        }
    }

    private void build(CachedDataset cached, Pause betweenShards) throws IOException, InterruptedException {
        caches.require(cached.bytes() + cached.labelBytes() + SPARE_BYTES);
        Path building = caches.newFolder();
        try {
            for (Split split : Split.values()) {
                concatenate(cached.manifest(), split, building, betweenShards);
                labels.write(
                        cached.manifest(), split, building.resolve(CachedDataset.labelsName(split)), betweenShards);
            }
            CacheFolder.delete(cached.folder());
            move(building, cached.folder());
        } finally {
            CacheFolder.delete(building);
        }
    }

    private void concatenate(DatasetManifest manifest, Split split, Path folder, Pause betweenShards)
            throws IOException, InterruptedException {
        Path shardFile = folder.resolve("shard");
        try (FileChannel all = FileChannel.open(
                folder.resolve(CachedDataset.fileName(split)),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE)) {
            for (Shard shard : manifest.shards(split)) {
                pause(manifest, betweenShards);
                store.fetch(shard.images(), shardFile);
                DatasetCheck.requireLength(shard, bytes(manifest, shard.count()), Files.size(shardFile));
                append(shardFile, all);
            }
        }
        Files.deleteIfExists(shardFile);
    }

    /** What is asked between two shards. */
    @FunctionalInterface
    public interface Pause {
        /** @throws InterruptedException if the preparation is to end */
        void check() throws InterruptedException;
    }

    /** Where a preparation may end. */
    static void pause(DatasetManifest manifest, Pause betweenShards) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("cache of " + manifest.datasetId());
        }
        betweenShards.check();
    }

    private static void append(Path shardFile, FileChannel all) throws IOException {
        try (FileChannel shard = FileChannel.open(shardFile, StandardOpenOption.READ)) {
            long size = shard.size();
            for (long done = 0; done < size; ) {
                done += shard.transferTo(done, size - done, all);
            }
        }
    }

    private static boolean complete(CachedDataset cached) throws IOException {
        for (Split split : Split.values()) {
            long images = cached.manifest().counts().of(split);
            long labelBytes = images * cached.manifest().labels().size() * Float.BYTES;
            if (!isOf(cached.file(split), bytes(cached.manifest(), images))
                    || !isOf(cached.labels(split), labelBytes)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOf(Path file, long bytes) throws IOException {
        return Files.isRegularFile(file) && Files.size(file) == bytes;
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            throw new LikenessException(
                    ErrorCode.CAPACITY_EXHAUSTED,
                    "cache " + to.getFileName() + " was just built by another process",
                    e);
        }
    }

    private static long bytes(DatasetManifest manifest, long images) {
        return images * manifest.channels() * manifest.side() * manifest.side();
    }
}
