package io.likeness.trainer.dataset;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.Split;
import io.likeness.platform.store.ObjectStore;
import io.likeness.training.protocol.CacheFile;
import io.likeness.training.protocol.ComparisonRequest.RealSet;
import io.likeness.training.protocol.LabelFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The faces of some datasets that no training on any of them learns from: those of each one's test part, or of its validation part where that
 * is small, without the files that are in another's train part. Safe for threads.
 */
@ApplicationScoped
public class HeldOutFaces {
    /** Fewer are too few, so that those take their place that chose the best epoch. */
    private static final int FEWEST_OF_TEST = 64;

    private final ObjectStore store;

    public HeldOutFaces(ObjectStore store) {
        this.store = store;
    }

    /**
     * Writes at most so many faces of all datasets together into a folder; a dataset with none is left out.
     *
     * @param manifests of the datasets, each once
     * @param betweenShards called between two shards; what it throws ends the work
     * @throws LikenessException as {@link ObjectStore}, and {@code CAPACITY_EXHAUSTED} if the disk is full
     */
    public List<RealSet> write(List<ObjectReference> manifests, int most, Path folder, DatasetCache.Pause betweenShards)
            throws InterruptedException {
        List<DatasetManifest> datasets = manifests.stream()
                .map(manifest -> Json.decode(store.fetch(manifest), DatasetManifest.class))
                .toList();
        List<RealSet> sets = new ArrayList<>();
        for (DatasetManifest dataset : datasets) {
            Set<String> learned = new HashSet<>();
            for (DatasetManifest other : datasets) {
                if (other != dataset) {
                    learned.addAll(digests(other, betweenShards));
                }
            }
            Path images = folder.resolve(dataset.datasetId() + ".u8");
            Path labels = folder.resolve(dataset.datasetId() + ".f32");
            try (OutputStream pixels = Files.newOutputStream(images);
                    OutputStream numbers = Files.newOutputStream(labels)) {
                int written = new Writing(dataset, learned, pixels, numbers).write(betweenShards);
                if (written > 0) {
                    sets.add(new RealSet(
                            new CacheFile(
                                    images.toString(),
                                    written,
                                    dataset.labels().isEmpty()
                                            ? null
                                            : new LabelFile(labels.toString(), dataset.labels())),
                            dataset.channels(),
                            dataset.side(),
                            most / datasets.size()));
                }
            } catch (IOException e) {
                throw new LikenessException(
                        ErrorCode.CAPACITY_EXHAUSTED, "work folder: cannot write faces of " + dataset.datasetId(), e);
            }
        }
        return sets;
    }

    /** Of the files of a train part. */
    private Set<String> digests(DatasetManifest dataset, DatasetCache.Pause betweenShards) throws InterruptedException {
        Set<String> digests = new HashSet<>();
        for (Shard shard : dataset.shards(Split.TRAIN)) {
            DatasetCache.pause(dataset, betweenShards);
            rows(shard).forEach(row -> digests.add(row.sha256()));
        }
        return digests;
    }

    private List<ShardRow> rows(Shard shard) {
        return LabelRows.of(shard, store);
    }

    /** Of one dataset. */
    private final class Writing {
        private final DatasetManifest dataset;
        private final Set<String> learned;
        private final OutputStream pixels;
        private final OutputStream numbers;

        Writing(DatasetManifest dataset, Set<String> learned, OutputStream pixels, OutputStream numbers) {
            this.dataset = dataset;
            this.learned = learned;
            this.pixels = pixels;
            this.numbers = numbers;
        }

        /** How many were written. */
        int write(DatasetCache.Pause betweenShards) throws IOException, InterruptedException {
            Split split = dataset.counts().test() >= FEWEST_OF_TEST ? Split.TEST : Split.VALIDATION;
            int length = dataset.channels() * dataset.side() * dataset.side();
            int written = 0;
            for (Shard shard : dataset.shards(split)) {
                DatasetCache.pause(dataset, betweenShards);
                byte[] images = store.fetch(shard.images());
                DatasetCheck.requireLength(shard, (long) shard.count() * length, images.length);
                List<ShardRow> kept = new ArrayList<>();
                List<ShardRow> rows = rows(shard);
                for (int i = 0; i < rows.size(); i++) {
                    if (!learned.contains(rows.get(i).sha256())) {
                        pixels.write(images, i * length, length);
                        kept.add(rows.get(i));
                    }
                }
                numbers.write(LabelFile.numbers(kept, dataset.labels()));
                written += kept.size();
            }
            return written;
        }
    }
}
