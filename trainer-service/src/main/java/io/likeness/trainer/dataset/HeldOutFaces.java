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
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The faces of some datasets that no training on any of them learns from: those of each one's test part, and of its validation part where that
 * is small, without the files that are in another's train part. Safe for threads.
 */
@ApplicationScoped
public class HeldOutFaces {
    /** Fewer are too few, so that those help that chose the best epoch. */
    private static final int FEWEST_OF_TEST = 64;

    private final ObjectStore store;

    public HeldOutFaces(ObjectStore store) {
        this.store = store;
    }

    /**
     * Writes at most so many faces of some datasets together, evenly spread, into a folder; a dataset with none is left out.
     *
     * @param heldOut manifests of the datasets whose faces are wanted, each once
     * @param learned manifests of all datasets that were learned from
     * @param betweenShards called between two shards; what it throws ends the work
     * @throws LikenessException as {@link ObjectStore}, and {@code CAPACITY_EXHAUSTED} if the disk is full
     */
    public List<RealSet> write(
            List<ObjectReference> heldOut,
            List<ObjectReference> learned,
            int most,
            Path folder,
            DatasetCache.Pause betweenShards)
            throws InterruptedException {
        List<RealSet> sets = new ArrayList<>();
        for (ObjectReference reference : heldOut) {
            DatasetManifest dataset = manifest(reference);
            Set<Long> seen = new HashSet<>();
            for (ObjectReference other : learned) {
                if (!other.sha256().equals(reference.sha256())) {
                    addTrained(manifest(other), seen, betweenShards);
                }
            }
            Chosen chosen = Chosen.of(candidates(dataset, seen, betweenShards), most / heldOut.size());
            if (!chosen.faces.isEmpty()) {
                sets.add(write(dataset, chosen, folder, betweenShards));
            }
        }
        return sets;
    }

    /** One face of a shard. */
    private record Face(Shard shard, int index, ShardRow row) {}

    /** In the order of their shards. */
    private record Chosen(List<Face> faces) {
        static Chosen of(List<Face> candidates, int most) {
            int taken = Math.min(most, candidates.size());
            List<Face> faces = new ArrayList<>();
            for (int i = 0; i < taken; i++) {
                faces.add(candidates.get((int) ((long) i * candidates.size() / taken)));
            }
            return new Chosen(faces);
        }
    }

    private DatasetManifest manifest(ObjectReference reference) {
        return Json.decode(store.fetch(reference), DatasetManifest.class);
    }

    /** Files of a train part, by 64 bits of their digests: enough to tell millions apart. */
    private void addTrained(DatasetManifest dataset, Set<Long> seen, DatasetCache.Pause betweenShards)
            throws InterruptedException {
        for (Shard shard : dataset.shards(Split.TRAIN)) {
            DatasetCache.pause(dataset, betweenShards);
            LabelRows.of(shard, store).forEach(row -> seen.add(mark(row)));
        }
    }

    private List<Face> candidates(DatasetManifest dataset, Set<Long> seen, DatasetCache.Pause betweenShards)
            throws InterruptedException {
        List<Split> splits =
                dataset.counts().test() >= FEWEST_OF_TEST ? List.of(Split.TEST) : List.of(Split.TEST, Split.VALIDATION);
        List<Face> candidates = new ArrayList<>();
        for (Split split : splits) {
            for (Shard shard : dataset.shards(split)) {
                DatasetCache.pause(dataset, betweenShards);
                List<ShardRow> rows = LabelRows.of(shard, store);
                for (int i = 0; i < rows.size(); i++) {
                    if (!seen.contains(mark(rows.get(i)))) {
                        candidates.add(new Face(shard, i, rows.get(i)));
                    }
                }
            }
        }
        return candidates;
    }

    private static long mark(ShardRow row) {
        return Long.parseUnsignedLong(row.sha256().substring(0, 16), 16);
    }

    private RealSet write(DatasetManifest dataset, Chosen chosen, Path folder, DatasetCache.Pause betweenShards)
            throws InterruptedException {
        Path images = folder.resolve(dataset.datasetId() + ".u8");
        Path labels = folder.resolve(dataset.datasetId() + ".f32");
        Path shardFile = folder.resolve("shard");
        int length = dataset.channels() * dataset.side() * dataset.side();
        try (OutputStream pixels = Files.newOutputStream(images)) {
            for (Shard shard : chosen.faces.stream().map(Face::shard).distinct().toList()) {
                DatasetCache.pause(dataset, betweenShards);
                store.fetch(shard.images(), shardFile);
                DatasetCheck.requireLength(shard, (long) shard.count() * length, Files.size(shardFile));
                try (RandomAccessFile file = new RandomAccessFile(shardFile.toFile(), "r")) {
                    byte[] image = new byte[length];
                    for (Face face : chosen.faces) {
                        if (face.shard.equals(shard)) {
                            file.seek((long) face.index * length);
                            file.readFully(image);
                            pixels.write(image);
                        }
                    }
                }
                Files.delete(shardFile);
            }
            List<ShardRow> rows = chosen.faces.stream().map(Face::row).toList();
            Files.write(labels, LabelFile.numbers(rows, dataset.labels()));
        } catch (IOException e) {
            throw new LikenessException(
                    ErrorCode.CAPACITY_EXHAUSTED, "work folder: cannot write faces of " + dataset.datasetId(), e);
        }
        LabelFile labelled = dataset.labels().isEmpty() ? null : new LabelFile(labels.toString(), dataset.labels());
        int count = chosen.faces.size();
        return new RealSet(
                new CacheFile(images.toString(), count, labelled), dataset.channels(), dataset.side(), count);
    }
}
