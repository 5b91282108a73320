package io.likeness.ingest.erasure;

import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.ImportReport;
import io.likeness.contracts.dataset.ImportReport.SkipReason;
import io.likeness.contracts.dataset.ImportReport.SkippedEntry;
import io.likeness.contracts.dataset.RefusedThumbnails;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.imaging.TensorShape;
import io.likeness.ingest.shard.ShardSet;
import io.likeness.ingest.storage.AttemptObjects;
import io.likeness.ingest.storage.WorkFolder;
import io.likeness.ingest.storage.WorkFolder.Folder;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** One dataset written again, whole and under keys of its own, as if it had never held an image. Not safe for threads. */
final class DatasetRevision {
    private final ObjectStore store;
    private final WorkFolder workFolder;
    private final AttemptObjects objects;
    private final String sha256;

    DatasetRevision(ObjectStore store, WorkFolder workFolder, AttemptObjects objects, String sha256) {
        this.store = store;
        this.workFolder = workFolder;
        this.objects = objects;
        this.sha256 = sha256;
    }

    /** Asked between two shards. */
    interface Wanted {
        /** @throws InterruptedException if nobody wants the result any more */
        void check() throws InterruptedException;
    }

    /** @throws LikenessException {@code CAPACITY_EXHAUSTED} if the local disk fails, and as {@link ObjectStore} says */
    DatasetSealed write(DatasetSealed before, Wanted wanted) throws InterruptedException {
        DatasetManifest manifest = Json.decode(store.fetch(before.manifest()), DatasetManifest.class);
        ShardRevision revision = shards(manifest, wanted);
        SplitCounts counts = ShardSet.counts(revision.shards());
        ImportReport report = report(before, counts, revision.removed());
        return new DatasetSealed(
                before.datasetId(),
                before.name(),
                before.layout(),
                counts,
                before.skipped() + files(revision.removed()),
                objects.putDocument(objects.keys().manifest(), manifest(manifest, counts, revision.shards())),
                objects.putDocument(objects.keys().report(), report),
                objects.putPreview(revision.preview()),
                before.seconds());
    }

    private ShardRevision shards(DatasetManifest manifest, Wanted wanted) throws InterruptedException {
        TensorShape shape = new TensorShape(manifest.channels(), manifest.side());
        try (Folder folder = workFolder.create((long) Shard.MOST_IMAGES * shape.size())) {
            ShardRevision revision = new ShardRevision(store, objects, shape, sha256, folder.file("images"));
            for (Shard shard : manifest.shards()) {
                wanted.check();
                revision.add(shard);
            }
            return revision;
        } catch (IOException e) {
            throw WorkFolder.unusable(e);
        }
    }

    private static DatasetManifest manifest(DatasetManifest before, SplitCounts counts, List<Shard> shards) {
        return new DatasetManifest(
                before.datasetId(),
                before.name(),
                before.layout(),
                before.channels(),
                before.side(),
                before.crop(),
                counts,
                before.labels(),
                shards,
                before.terms(),
                before.frame());
    }

    /** Of one file there may be several rows. */
    private static long files(List<ShardRow> rows) {
        return rows.stream().map(ShardRow::sha256).distinct().count();
    }

    private ImportReport report(DatasetSealed dataset, SplitCounts counts, List<ShardRow> removed) {
        ImportReport before = Json.decode(store.fetch(dataset.report()), ImportReport.class);
        Map<SkipReason, Long> skipped = new HashMap<>(before.skippedByReason());
        skipped.merge(SkipReason.ERASED, files(removed), Long::sum);
        Map<String, Long> labels = new HashMap<>(before.labels());
        removed.forEach(row -> row.labels()
                .forEach((label, value) ->
                        labels.computeIfPresent(label, (name, images) -> images - (value > 0 ? 1 : 0))));
        return new ImportReport(
                before.datasetId(),
                before.layout(),
                before.entries(),
                counts,
                skipped,
                skippedEntries(before, dataset.report().key()),
                labels,
                before.labelFiles(),
                before.seconds());
    }

    /** Those of the image itself lose their picture; the others' pictures are written again. */
    private List<SkippedEntry> skippedEntries(ImportReport before, String key) {
        Set<String> kept = new HashSet<>();
        before.skipped().stream()
                .flatMap(entry -> Stream.ofNullable(entry.thumbnail()))
                .distinct()
                .filter(name -> !name.equals(RefusedThumbnails.name(sha256)))
                .forEach(name -> store.find(Bucket.DATASETS, RefusedThumbnails.key(key, name))
                        .ifPresent(png -> {
                            objects.putThumbnail(name, png);
                            kept.add(name);
                        }));
        return before.skipped().stream()
                .map(entry ->
                        entry.thumbnail() == null || kept.contains(entry.thumbnail()) ? entry : entry.unpictured())
                .toList();
    }
}
