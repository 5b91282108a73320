package io.likeness.ingest.doctor;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.DatasetChanges;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.ImportReport;
import io.likeness.contracts.dataset.ImportReport.SkipReason;
import io.likeness.contracts.dataset.ImportReport.SkippedEntry;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import io.likeness.ingest.dataset.BaseDataset;
import io.likeness.ingest.dataset.ImportOutcome;
import io.likeness.ingest.shard.AcceptedImage;
import io.likeness.ingest.shard.Preview;
import io.likeness.ingest.shard.ShardLines;
import io.likeness.ingest.shard.ShardLines.Line;
import io.likeness.ingest.shard.ShardSet;
import io.likeness.ingest.shard.ShardSink;
import io.likeness.platform.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the next version of a dataset: without some images, with others in another part or labelled otherwise. Where it has all images of the version before,
 * shards of which nothing changes are shared with that; else none is: whoever shares a shard has every image of whom it is shared with, so that an erasure finds
 * both. Not safe for threads.
 */
public final class DatasetTreatment {
    private final ObjectStore store;
    private final BaseDataset base;
    private final DatasetManifest manifest;
    private final TensorShape shape;
    private final ShardSink sink;
    private final StoredFaces faces;
    private final ShardSet shards;
    private final Preview preview = new Preview();
    private final Map<String, Long> labels = new TreeMap<>();
    private final List<SkippedEntry> removed = new ArrayList<>();
    private long removals;
    private long changed;
    private long seen;

    public DatasetTreatment(ObjectStore store, BaseDataset base, ShardSink sink) {
        this.store = store;
        this.base = base;
        this.manifest = base.manifest();
        this.shape = new TensorShape(manifest.channels(), manifest.side());
        this.sink = sink;
        this.faces = new StoredFaces(store, manifest, () -> {});
        this.shards = new ShardSet(shape, sink);
    }

    /** Runs to the end in the calling thread, which ends it by an interruption; throws as {@link ObjectStore} and the sink do. */
    public ImportOutcome run(DatasetChanges changes) throws InterruptedException {
        if (!changes.digest().equals(base.digest())) {
            return refused(
                    "changes: expected the dataset as it was when they were asked for, %s, found %s: an image was erased since"
                            .formatted(changes.digest(), base.digest()));
        }
        sink.recognised(manifest.layout(), faces.count());
        Diagnosis diagnosis =
                changes.apply().isEmpty() ? new Diagnosis(0, Map.of(), List.of()) : new DatasetDoctor(faces).examine();
        Treatment treatment = Treatment.of(faces, changes, diagnosis);
        for (Shard shard : manifest.shards()) {
            treat(shard, treatment);
        }
        if (removals + changed == 0) {
            return refused("changes: expected some that change an image, found none that do");
        }
        List<Shard> stored = shards.finish();
        SplitCounts before = manifest.counts();
        SplitCounts after = ShardSet.counts(stored);
        if (after.train() == 0 && before.train() > 0 || after.validation() == 0 && before.validation() > 0) {
            return refused("changes: expected to leave images to train on and to validate with, found %d and %d"
                    .formatted(after.train(), after.validation()));
        }
        return outcome(treatment, stored);
    }

    private ImportOutcome outcome(Treatment treatment, List<Shard> stored) {
        ImportReport before = base.report();
        Map<SkipReason, Long> skipped = new HashMap<>(before.skippedByReason());
        if (removals > 0) {
            skipped.merge(SkipReason.REMOVED, removals, Long::sum);
        }
        before.skipped().stream()
                .limit(ImportReport.MOST_NAMED - removed.size())
                .map(SkippedEntry::unpictured)
                .forEach(removed::add);
        return new ImportOutcome.Imported(
                manifest.layout(),
                manifest.crop(),
                manifest.frame(),
                treatment.labels(manifest.labels()),
                stored,
                ShardSet.counts(stored),
                before.entries(),
                skipped,
                removed,
                Map.of(),
                labels,
                before.labelFiles(),
                preview.png());
    }

    private void treat(Shard shard, Treatment treatment) {
        List<Line> lines = ShardLines.of(store.fetch(shard.rows())).lines();
        int first = (int) seen;
        boolean same = !treatment.removes();
        for (int k = 0; k < lines.size(); k++) {
            same &= treatment.removal(first + k) == null && !treatment.changes(first + k);
        }
        try (InputStream in = store.open(shard.images())) {
            for (Line line : lines) {
                treat(line.row(), ImageTensor.of(shape, in.readNBytes(shape.size())), same, treatment);
            }
        } catch (IOException e) {
            throw new LikenessException(
                    ErrorCode.OBJECT_STORE_UNAVAILABLE, "images: the object store did not answer", e);
        }
        if (same) {
            shards.keep(shard);
        }
    }

    private void treat(ShardRow row, ImageTensor pixels, boolean same, Treatment treatment) {
        int image = (int) seen++;
        String removal = treatment.removal(image);
        if (removal == null) {
            changed += treatment.changes(image) ? 1 : 0;
            AcceptedImage kept = new AcceptedImage(pixels, treatment.split(image), treatment.row(image, row));
            preview.offer(kept);
            kept.row().labels().forEach((label, value) -> labels.merge(label, value > 0 ? 1L : 0L, Long::sum));
            if (!same) {
                shards.add(kept);
            }
        } else {
            removals++;
            if (removed.size() < ImportReport.MOST_NAMED) {
                removed.add(new SkippedEntry(row.source(), SkipReason.REMOVED, removal, null));
            }
        }
        sink.progressed(seen, seen - removals, removals);
    }

    private static ImportOutcome refused(String reason) {
        return new ImportOutcome.Refused(new Failure(ErrorCode.DATASET_UNUSABLE, reason, false));
    }
}
