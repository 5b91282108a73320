package io.likeness.ingest.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.DatasetRejected;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.EraseImage;
import io.likeness.contracts.dataset.ErasureFailed;
import io.likeness.contracts.dataset.ImageErased;
import io.likeness.contracts.dataset.ImageErased.RevisedDataset;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.contracts.dataset.ImportOptions;
import io.likeness.contracts.dataset.ImportReport;
import io.likeness.contracts.dataset.ImportReport.SkipReason;
import io.likeness.contracts.dataset.Shard;
import io.likeness.ingest.TestArchive;
import io.likeness.ingest.dataset.BaseDataset;
import io.likeness.ingest.erasure.ErasedTable;
import io.likeness.ingest.shard.ShardLines;
import io.likeness.ingest.storage.SealedTable;
import io.likeness.platform.store.Bucket;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Images that are added to a dataset. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "ingest"))
class DatasetGrowthComponentTest extends ErasureScenario {
    private static final int SIDE = 64;

    private final String grownId = "grown-" + datasetId;

    @Test
    void sharesTheShardsAndTakesInWhatIsNotThereYet() {
        DatasetManifest base = manifest(sealedBase());

        grow();
        DatasetSealed grown = awaitEnd(grownId, DatasetSealed.class);

        assertEquals(8, grown.counts().total());
        assertEquals(2, grown.skipped());
        DatasetManifest manifest = manifest(grown);
        assertEquals(base.shards(), manifest.shards().subList(0, base.shards().size()));
        assertEquals(8, files(manifest).size());
        for (int k = 0; k < manifest.shards().size(); k++) {
            assertEquals(k, manifest.shards().get(k).index());
        }
        assertEquals(base.crop(), manifest.crop());
        ImportReport report = Json.decode(store.fetch(grown.report()), ImportReport.class);
        assertEquals(Map.of(SkipReason.DUPLICATE, 2L), report.skippedByReason());
        assertEquals(grown.counts(), report.counts());
    }

    @Test
    void anImageIsErasedFromAllThatShareIt() {
        sealedBase();
        grow();
        awaitEnd(grownId, DatasetSealed.class);

        ImageErased erased = erase(erasureId);

        assertEquals(
                Set.of(datasetId, grownId),
                erased.datasets().stream().map(RevisedDataset::datasetId).collect(Collectors.toSet()));
        for (RevisedDataset revised : erased.datasets()) {
            DatasetManifest manifest = Json.decode(store.fetch(revised.manifest()), DatasetManifest.class);
            assertTrue(!files(manifest).contains(Digests.sha256(image)), revised.datasetId());
            manifest.shards()
                    .forEach(shard -> assertEquals(shard.count() * SIDE * SIDE, store.fetch(shard.images()).length));
        }
        assertEquals(
                List.of(4L, 7L),
                erased.datasets().stream()
                        .map(revised -> revised.counts().total())
                        .sorted()
                        .toList());
    }

    @Test
    void refusesWhatCannotBeAdded() {
        sealedBase();

        send(new ImportDataset(grownId, "faces", upload("same", five()), List.of(), GREY_64, datasetId), "correlation");
        assertEquals(ErrorCode.NO_USABLE_IMAGE, rejected(grownId).code());

        String absent = "absent-" + datasetId;
        send(
                new ImportDataset(absent, "faces", upload("same", five()), List.of(), GREY_64, "no-such-dataset"),
                "correlation");
        assertEquals(
                new Failure(
                        ErrorCode.DATASET_UNUSABLE,
                        "baseId: expected a sealed dataset, found 'no-such-dataset'",
                        false),
                rejected(absent));

        String larger = "larger-" + datasetId;
        ImportOptions other = new ImportOptions(null, 1, 128, GREY_64.crop(), null);
        send(new ImportDataset(larger, "faces", upload("same", five()), List.of(), other, datasetId), "correlation");
        assertEquals(
                new Failure(
                        ErrorCode.DATASET_UNUSABLE,
                        "side: expected 64, as in the dataset to which images are added, found 128",
                        false),
                rejected(larger));
    }

    @Test
    void anErasureThatFailsLeavesWhatOthersStillShare() {
        DatasetSealed base = sealedBase();
        grow();
        DatasetSealed grown = awaitEnd(grownId, DatasetSealed.class);
        awaitDone(grownId);
        store.delete(
                Bucket.DATASETS, manifest(grown).shards().getLast().images().key());

        send(new EraseImage(erasureId, Digests.sha256(image)), "correlation");
        assertInstanceOf(ErasureFailed.class, awaitErasure(erasureId));

        assertNotEquals(
                base.manifest(), sealedDatasets().find(datasetId).orElseThrow().manifest(), "the base was sealed anew");
        Set<String> shared = manifest(base).shards().stream()
                .map(shard -> shard.images().key())
                .collect(Collectors.toSet());
        assertEquals(shared, new OwnedDatasets(jdbi).owned(shared));

        String further = "further-" + datasetId;
        send(new ImportDataset(further, "faces", upload("more", five()), List.of(), GREY_64, grownId), "correlation");
        Failure refused = rejected(further);
        assertEquals(ErrorCode.DATASET_UNUSABLE, refused.code());
        assertTrue(refused.message().contains(Digests.sha256(image)), refused::message);
    }

    @Test
    void knowsThatABaseIsAnotherSinceAnErasure() {
        sealedBase();
        BaseDatasets bases = new BaseDatasets(store, sealedDatasets(), new ErasedTable(jdbi));
        BaseDataset before = bases.fetch(datasetId);
        assertFalse(bases.changed(before));

        erase(erasureId);
        awaitDone(erasureId);

        assertTrue(bases.changed(before));
        assertThrows(LikenessException.class, () -> before.images().get().count());
        assertFalse(bases.changed(bases.fetch(datasetId)));
    }

    private SealedTable sealedDatasets() {
        return new SealedTable(jdbi);
    }

    private DatasetSealed sealedBase() {
        imported(five());
        DatasetSealed sealed = awaitEnd(DatasetSealed.class);
        awaitDone(datasetId);
        return sealed;
    }

    /** Three images that the base does not have, and two that it has. */
    private void grow() {
        TestArchive archive = new TestArchive();
        for (int k = 3; k < 8; k++) {
            archive.file("00000%d.jpg".formatted(k), photo(k));
        }
        send(
                new ImportDataset(grownId, "faces", upload("more", archive), List.of(), GREY_64, datasetId),
                "correlation");
    }

    private static Failure rejected(String id) {
        return awaitEnd(id, DatasetRejected.class).failure();
    }

    private DatasetManifest manifest(DatasetSealed sealed) {
        return Json.decode(store.fetch(sealed.manifest()), DatasetManifest.class);
    }

    private Set<String> files(DatasetManifest manifest) {
        Set<String> files = new HashSet<>();
        for (Shard shard : manifest.shards()) {
            ShardLines.of(store.fetch(shard.rows()))
                    .lines()
                    .forEach(line -> files.add(line.row().sha256()));
        }
        return files;
    }
}
