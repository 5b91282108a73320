package io.likeness.ingest.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.DatasetChanges;
import io.likeness.contracts.dataset.DatasetChanges.Relabelled;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.DatasetRejected;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.DoctorReport.DoctorFindingKind;
import io.likeness.contracts.dataset.ImageErased.RevisedDataset;
import io.likeness.contracts.dataset.ImportReport;
import io.likeness.contracts.dataset.ImportReport.SkipReason;
import io.likeness.contracts.dataset.ReviseDataset;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.Split;
import io.likeness.ingest.DrawnImages;
import io.likeness.ingest.TestArchive;
import io.likeness.ingest.shard.ShardLines;
import io.likeness.ingest.shard.ShardLines.Line;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Versions of a dataset without some images, or labelled otherwise. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "ingest"))
class RevisionComponentTest extends ErasureScenario {
    private final String revisedId = "revised-" + datasetId;

    @Test
    void relabelsImagesAndSharesTheShardsOfTheOthers() {
        DatasetSealed before = sealed();
        DatasetManifest base = manifest(before);
        List<ShardRow> rows = rows(base);

        revise(before, List.of(), List.of(), List.of(new Relabelled(1, Map.of("Smiling", 1.0))));
        DatasetSealed after = awaitEnd(revisedId, DatasetSealed.class);

        DatasetManifest revised = manifest(after);
        assertEquals(before.counts(), after.counts());
        assertEquals(List.of("Smiling"), revised.labels());
        assertEquals(Map.of("Smiling", 1.0), row(revised, rows.get(1)).labels());
        assertEquals(images(base, Split.TEST), images(revised, Split.TEST));
        assertNotEquals(images(base, Split.TRAIN), images(revised, Split.TRAIN));
        ImportReport report = Json.decode(store.fetch(after.report()), ImportReport.class);
        assertEquals(Map.of("Smiling", 1L), report.labels());
        assertEquals(before.manifest(), awaitEnd(DatasetSealed.class).manifest(), "the one before stays as it is");
    }

    /** What is without an image outlives the erasure of that image from where it still is. */
    @Test
    void removesImagesAndSharesNothing() {
        TestArchive archive = photographs().file("taken.jpg", image);
        send(command(datasetId, upload("archive", archive)), "correlation");
        DatasetSealed before = awaitEnd(DatasetSealed.class);
        List<ShardRow> rows = rows(manifest(before));
        int taken = IntStream.range(0, rows.size())
                .filter(k -> rows.get(k).source().equals("taken.jpg"))
                .findFirst()
                .orElseThrow();

        revise(before, List.of(), List.of(taken), List.of());
        DatasetSealed after = awaitEnd(revisedId, DatasetSealed.class);

        assertEquals(20, after.counts().total());
        ImportReport report = Json.decode(store.fetch(after.report()), ImportReport.class);
        assertEquals(1, report.skippedByReason().get(SkipReason.REMOVED));
        assertEquals("taken.jpg", report.skipped().getFirst().source());
        assertEquals(
                List.of(datasetId),
                erase(erasureId).datasets().stream()
                        .map(RevisedDataset::datasetId)
                        .toList());
        manifest(after).shards().forEach(shard -> {
            assertEquals(shard.count() * 64 * 64, store.fetch(shard.images()).length);
            assertEquals(
                    shard.count(),
                    ShardLines.of(store.fetch(shard.rows())).lines().size());
        });
    }

    @Test
    void keepsOneOfEachPictureWhereThatIsApplied() {
        send(
                command(
                        datasetId,
                        upload(
                                "archive",
                                photographs()
                                        .file("again.tif", DrawnImages.encoded(DrawnImages.noise(1, 64, 64), "tiff"))
                                        .file(
                                                "once-more.bmp",
                                                DrawnImages.encoded(DrawnImages.noise(1, 64, 64), "bmp")))),
                "correlation");
        DatasetSealed before = awaitEnd(DatasetSealed.class);

        revise(before, List.of(DoctorFindingKind.NEAR_DUPLICATES), List.of(), List.of());

        DatasetSealed after = awaitEnd(revisedId, DatasetSealed.class);
        assertEquals(22, before.counts().total());
        assertEquals(20, after.counts().total());
        assertNotEquals(before.manifest().sha256(), after.manifest().sha256());
    }

    @Test
    void refusesWhatChangesNothingOrIsOfAnotherDigest() {
        DatasetSealed before = sealed();
        revise(before, List.of(DoctorFindingKind.PERSON_ACROSS_PARTS), List.of(), List.of());
        assertEquals(
                new Failure(
                        ErrorCode.DATASET_UNUSABLE,
                        "changes: expected some that change an image, found none that do",
                        false),
                awaitEnd(revisedId, DatasetRejected.class).failure());

        String other = "other-" + datasetId;
        send(
                new ReviseDataset(
                        other,
                        "faces",
                        datasetId,
                        GREY_64,
                        new DatasetChanges("0".repeat(64), List.of(), List.of(1), List.of()),
                        null),
                "correlation");
        assertEquals(
                ErrorCode.DATASET_UNUSABLE,
                awaitEnd(other, DatasetRejected.class).failure().code());

        String nothing = "nothing-" + datasetId;
        send(
                new ReviseDataset(
                        nothing,
                        "faces",
                        datasetId,
                        GREY_64,
                        new DatasetChanges(before.manifest().sha256(), List.of(), List.of(0, 1, 2, 3, 4), List.of()),
                        null),
                "correlation");
        assertEquals(
                "changes: expected to leave images to train on and to validate with, found 0 and 0",
                awaitEnd(nothing, DatasetRejected.class).failure().message());
    }

    private static TestArchive photographs() {
        TestArchive archive = new TestArchive();
        for (int seed = 1; seed <= 20; seed++) {
            archive.file(seed + ".png", DrawnImages.encoded(DrawnImages.noise(seed, 64, 64), "png"));
        }
        return archive;
    }

    private DatasetSealed sealed() {
        send(celeba(), "correlation");
        return awaitEnd(DatasetSealed.class);
    }

    private void revise(
            DatasetSealed of, List<DoctorFindingKind> apply, List<Integer> remove, List<Relabelled> relabel) {
        send(
                new ReviseDataset(
                        revisedId,
                        "faces",
                        datasetId,
                        GREY_64,
                        new DatasetChanges(of.manifest().sha256(), apply, remove, relabel),
                        null),
                "correlation");
    }

    private static ShardRow row(DatasetManifest manifest, ShardRow of, List<ShardRow> rows) {
        return rows.stream()
                .filter(row -> row.source().equals(of.source()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(of + " is not in " + manifest.datasetId()));
    }

    private ShardRow row(DatasetManifest manifest, ShardRow of) {
        return row(manifest, of, rows(manifest));
    }

    private static List<ObjectReference> images(DatasetManifest manifest, Split split) {
        return manifest.shards(split).stream().map(Shard::images).toList();
    }

    private DatasetManifest manifest(DatasetSealed sealed) {
        return Json.decode(store.fetch(sealed.manifest()), DatasetManifest.class);
    }

    private List<ShardRow> rows(DatasetManifest manifest) {
        return manifest.shards().stream()
                .flatMap(shard -> ShardLines.of(store.fetch(shard.rows())).lines().stream())
                .map(Line::row)
                .toList();
    }
}
