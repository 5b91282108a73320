package io.likeness.ingest.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Json;
import io.likeness.contracts.dataset.BatchPrepared;
import io.likeness.contracts.dataset.DatasetImportStarted;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.contracts.dataset.ImportOptions;
import io.likeness.contracts.dataset.ImportReport;
import io.likeness.contracts.dataset.ImportReport.SkipReason;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.contracts.event.EventHeaders;
import io.likeness.contracts.event.Topic;
import io.likeness.ingest.DrawnImages;
import io.likeness.ingest.TestArchive;
import io.likeness.synthetic.Frame;
import io.likeness.synthetic.SyntheticFaces;
import io.likeness.testkit.FaceDetector;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The service with a real broker, store and database: commands in, shards and events out. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "ingest"))
class IngestComponentTest extends ImportScenario {

    @Test
    void sealsADatasetWhoseShardsAreAsAnnounced() {
        ImportDataset command = celeba();

        send(command, "correlation-1");
        DatasetSealed sealed = awaitEnd(DatasetSealed.class);

        assertEquals(new SplitCounts(3, 1, 1), sealed.counts());
        assertEquals(1, sealed.skipped());
        assertEquals(Layout.CELEBA, sealed.layout());
        assertEquals(
                new DatasetImportStarted(datasetId, "faces", Layout.CELEBA, 6),
                events(DatasetImportStarted.class).getFirst());
        DatasetManifest manifest = Json.decode(store.fetch(sealed.manifest()), DatasetManifest.class);
        assertEquals(sealed.counts(), manifest.counts());
        assertEquals("for tests", manifest.terms());
        for (Shard shard : manifest.shards()) {
            assertEquals(shard.count() * 64 * 64, store.fetch(shard.images()).length);
            assertEquals(
                    shard.count(),
                    new String(store.fetch(shard.rows()), UTF_8).lines().count());
        }
        assertEquals(
                manifest.shards(), batches().stream().map(BatchPrepared::shard).toList());
        ImportReport report = Json.decode(store.fetch(sealed.report()), ImportReport.class);
        assertEquals("notes.txt", report.skipped().getFirst().source());
        assertTrue(store.fetch(sealed.preview()).length > 100);
    }

    @Test
    void findsFacesWhereNoCropIsAskedFor() {
        FaceDetector.require();
        TestArchive photos = new TestArchive()
                .file("two.png", DrawnImages.encoded(two(), "png"))
                .file(
                        "wall.png",
                        DrawnImages.encoded(new BufferedImage(300, 200, BufferedImage.TYPE_3BYTE_BGR), "png"));
        ImportOptions options = new ImportOptions(null, 1, 64, null, null);
        send(new ImportDataset(datasetId, "faces", upload("photos", photos), List.of(), options), "correlation-3");
        DatasetSealed sealed = awaitEnd(DatasetSealed.class);

        assertEquals(2, sealed.counts().total());
        assertNotNull(Json.decode(store.fetch(sealed.manifest()), DatasetManifest.class)
                .frame());
        assertEquals(
                Map.of(SkipReason.NO_FACE, 1L),
                Json.decode(store.fetch(sealed.report()), ImportReport.class).skippedByReason());
    }

    /** Two faces side by side. */
    private static BufferedImage two() {
        BufferedImage photo = new BufferedImage(380, 218, BufferedImage.TYPE_3BYTE_BGR);
        for (int k = 0; k < 2; k++) {
            BufferedImage face =
                    SyntheticFaces.face(3 + k, 3, Frame.aligned(178)).image();
            photo.createGraphics().drawImage(face, 200 * k, 0, null);
        }
        return photo;
    }

    @Test
    void carriesTheCorrelationToTheLastEvent() {
        send(celeba(), "correlation-2");
        awaitEnd(DatasetSealed.class);

        assertTrue(records(Topic.DATASET_EVENT).stream()
                .map(record -> EventHeaders.decode(headers(record)).correlationId())
                .allMatch("correlation-2"::equals));
    }

    @Test
    void importsOnceWhateverTheNumberOfCommands() {
        ImportDataset command = celeba();
        send(command, "correlation-5");
        awaitEnd(DatasetSealed.class);

        send(command, "correlation-5");
        ImportDataset next =
                new ImportDataset("after-" + datasetId, "faces", command.archive(), command.companions(), GREY_64);
        send(next, "correlation-5");
        awaitDone(next.datasetId());

        assertEquals(1, events(DatasetSealed.class).size());
    }
}
