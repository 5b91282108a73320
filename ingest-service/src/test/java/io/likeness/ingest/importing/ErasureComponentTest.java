package io.likeness.ingest.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Digests;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.TenantId;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.DeleteDataset;
import io.likeness.contracts.dataset.EraseImage;
import io.likeness.contracts.dataset.ImageErased;
import io.likeness.contracts.dataset.ImageErased.RevisedDataset;
import io.likeness.contracts.dataset.ImageErased.RewrittenUpload;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.contracts.dataset.ImportReport;
import io.likeness.contracts.dataset.ImportReport.SkipReason;
import io.likeness.contracts.dataset.RefusedThumbnails;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.UploadKeys;
import io.likeness.ingest.DrawnImages;
import io.likeness.ingest.TestArchive;
import io.likeness.ingest.storage.SealedTable;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.OrphanSweep;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Images that are taken back from datasets and archives. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "ingest"))
class ErasureComponentTest extends ErasureScenario {
    private static final int SIDE = 64;

    @Inject
    OrphanSweep orphans;

    @Test
    void erasesAnImageFromItsDatasetAndItsArchive() throws IOException {
        ImportDataset command = imported(five());
        DatasetSealed sealed = awaitEnd(DatasetSealed.class);
        awaitDone(datasetId);
        byte[] pixels = pixels(sealed);
        ObjectReference noArchive = store.put(Bucket.UPLOADS, datasetId + "-photo", photo(9), "image/jpeg");
        ObjectReference cutOff = store.put(
                Bucket.UPLOADS,
                "cut-" + datasetId,
                Arrays.copyOf(store.fetch(command.archive()), 300),
                "application/octet-stream");
        assertEquals(5, sealed.counts().total());
        assertTrue(stored(pixels), "it is found where it is");

        ImageErased erased = erase(erasureId);

        assertEquals(Digests.sha256(image), erased.sha256());
        RevisedDataset revised = only(erased.datasets());
        assertEquals(datasetId, revised.datasetId());
        assertEquals(sealed.manifest().sha256(), revised.before());
        assertEquals(4, revised.counts().total());
        assertNotEquals(sealed.manifest(), revised.manifest());
        DatasetManifest manifest = Json.decode(store.fetch(revised.manifest()), DatasetManifest.class);
        assertEquals(4, manifest.shards().stream().mapToInt(Shard::count).sum());
        manifest.shards()
                .forEach(shard -> assertEquals(shard.count() * SIDE * SIDE, store.fetch(shard.images()).length));
        ImportReport report = Json.decode(store.fetch(revised.report()), ImportReport.class);
        assertEquals(1, report.skippedByReason().get(SkipReason.ERASED));
        RewrittenUpload upload = only(erased.uploads());
        assertEquals(command.archive().sha256(), upload.before().sha256());
        assertEquals(upload.after().sha256(), Digests.sha256(store.fetch(upload.after())));
        assertFalse(stored(pixels), "no object holds its file or its pixels");
        store.fetch(noArchive);
        store.fetch(cutOff);
        assertEquals(
                Optional.empty(), store.find(Bucket.DATASETS, sealed.manifest().key()));
        assertEquals(
                revised.manifest(),
                new SealedTable(jdbi).find(datasetId).orElseThrow().manifest());
    }

    @Test
    void ownsTheObjectsOfARevisedDataset() {
        imported(five());
        awaitEnd(DatasetSealed.class);
        awaitDone(datasetId);
        erase(erasureId);
        awaitDone(erasureId);

        List<String> before = objects();
        orphans.sweep(Instant.now().plus(Duration.ofDays(3)));

        assertEquals(before, objects());
        send(new DeleteDataset(datasetId), "correlation");
        Awaitility.await().atMost(LIMIT).until(() -> objects().isEmpty());
    }

    @Test
    void takesTheImageInNoMore() {
        ImportDataset command = imported(five());
        awaitEnd(DatasetSealed.class);
        byte[] archive = store.fetch(command.archive());
        erase(erasureId);
        ObjectReference again = store.put(Bucket.UPLOADS, datasetId + "-again", archive, "application/octet-stream");

        send(command("new-" + datasetId, again), "correlation");
        ImportReport report = report(awaitEnd("new-" + datasetId, DatasetSealed.class));
        assertEquals(Map.of(SkipReason.ERASED, 1L), report.skippedByReason());
        assertEquals(4, report.counts().total());

        // Whoever names the archive as it was means what it is now.
        send(command("old-" + datasetId, command.archive()), "correlation");
        ImportReport now = report(awaitEnd("old-" + datasetId, DatasetSealed.class));
        assertEquals(Map.of(), now.skippedByReason());
        assertEquals(4, now.counts().total());
    }

    @Test
    void touchesNothingOfAnotherTenant() {
        TenantId acme = new TenantId("acme-" + erasureId.substring(8, 16));
        ImportDataset ours = imported(five());
        awaitEnd(DatasetSealed.class);
        byte[] archive = store.fetch(ours.archive());
        ObjectReference theirs = store.put(Bucket.UPLOADS, UploadKeys.fresh(acme), archive, "application/octet-stream");
        String dataset = "of-" + acme;
        send(owned(dataset, theirs, acme), "correlation");
        awaitEnd(dataset, DatasetSealed.class);

        send(new EraseImage(erasureId, Digests.sha256(image), acme.value()), "correlation");
        ImageErased erased = awaitErased(erasureId);

        assertEquals(dataset, only(erased.datasets()).datasetId());
        assertEquals(theirs.key(), only(erased.uploads()).before().key());
        store.fetch(ours.archive());
        assertEquals(
                5, new SealedTable(jdbi).find(datasetId).orElseThrow().counts().total());
        send(command("again-" + datasetId, ours.archive()), "correlation");
        assertEquals(
                5, awaitEnd("again-" + datasetId, DatasetSealed.class).counts().total(), "it is theirs to refuse");
        ObjectReference again = store.put(Bucket.UPLOADS, UploadKeys.fresh(acme), archive, "application/octet-stream");
        send(owned("again-" + dataset, again, acme), "correlation");
        assertEquals(
                4, awaitEnd("again-" + dataset, DatasetSealed.class).counts().total());

        ImageErased own = erase("own-" + erasureId);
        assertEquals(
                List.of("again-" + datasetId, datasetId),
                own.datasets().stream().map(RevisedDataset::datasetId).sorted().toList());
        assertEquals(ours.archive().key(), only(own.uploads()).before().key());
        store.deletePrefix(Bucket.UPLOADS, UploadKeys.prefix(acme));
    }

    /** The file of an image, and one that is too small to be an image of the dataset. */
    @Test
    void noThumbnailOutlivesTheErasureOfWhatItShows() {
        byte[] small = DrawnImages.encoded(DrawnImages.drawn(number, 12, 12), "png");
        ImportDataset command = imported(
                five().file("again/0.jpg", image).file("again/1.jpg", photo(1)).file("small.png", small));
        DatasetSealed sealed = awaitEnd(DatasetSealed.class);
        awaitDone(datasetId);
        byte[] archive = store.fetch(command.archive());
        List<String> files = List.of(Digests.sha256(image), Digests.sha256(photo(1)), Digests.sha256(small));
        assertEquals(files.stream().map(RefusedThumbnails::name).toList(), thumbnails(report(sealed)));
        files.forEach(file -> assertTrue(shown(sealed.report(), file)));

        RevisedDataset revised = only(erase(erasureId).datasets());
        assertFalse(shown(sealed.report(), files.get(0)));
        assertFalse(shown(revised.report(), files.get(0)));
        assertTrue(shown(revised.report(), files.get(1)));
        assertTrue(shown(revised.report(), files.get(2)));
        ImportReport after = Json.decode(store.fetch(revised.report()), ImportReport.class);
        assertEquals(files.subList(1, 3).stream().map(RefusedThumbnails::name).toList(), thumbnails(after));

        ImageErased erased = erase("small-" + erasureId, files.get(2));
        assertEquals(List.of(), erased.datasets(), "no image of the dataset is another");
        assertFalse(shown(revised.report(), files.get(2)));
        assertTrue(shown(revised.report(), files.get(1)));

        ObjectReference again = store.put(Bucket.UPLOADS, datasetId + "-again", archive, "application/octet-stream");
        send(command("new-" + datasetId, again), "correlation");
        ImportReport anew = report(awaitEnd("new-" + datasetId, DatasetSealed.class));
        assertEquals(Map.of(SkipReason.ERASED, 3L, SkipReason.DUPLICATE, 1L), anew.skippedByReason());
        assertEquals(List.of(RefusedThumbnails.name(files.get(1))), thumbnails(anew));
    }

    private static List<String> thumbnails(ImportReport report) {
        return report.skipped().stream()
                .flatMap(entry -> Stream.ofNullable(entry.thumbnail()))
                .toList();
    }

    private boolean shown(ObjectReference report, String sha256) {
        return store.find(Bucket.DATASETS, RefusedThumbnails.key(report.key(), RefusedThumbnails.name(sha256)))
                .isPresent();
    }

    private static ImportDataset owned(String id, ObjectReference archive, TenantId tenant) {
        return new ImportDataset(id, "faces", archive, List.of(), GREY_64, null, tenant.value());
    }

    @Test
    void findsNothingWhenItIsAskedAgain() {
        imported(five());
        awaitEnd(DatasetSealed.class);
        erase(erasureId);

        send(new EraseImage(erasureId, Digests.sha256(image)), "correlation");
        ImageErased second = erase("second-" + erasureId);

        assertEquals(List.of(), second.datasets());
        assertEquals(List.of(), second.uploads());
        assertEquals(1, ends(erasureId).size(), "a command that comes twice changes nothing");
    }

    @Test
    void keepsADatasetOfWhichNothingIsLeft() throws IOException {
        imported(new TestArchive().file("1.jpg", image));
        awaitEnd(DatasetSealed.class);

        RevisedDataset revised = only(erase(erasureId).datasets());

        assertEquals(0, revised.counts().total());
        assertEquals(
                List.of(),
                Json.decode(store.fetch(revised.manifest()), DatasetManifest.class)
                        .shards());
        assertTrue(ImageIO.read(new ByteArrayInputStream(store.fetch(revised.preview())))
                        .getWidth()
                > SIDE);
    }

    private ImportReport report(DatasetSealed sealed) {
        return Json.decode(store.fetch(sealed.report()), ImportReport.class);
    }

    /** Of the image, as its shard has them. */
    private byte[] pixels(DatasetSealed sealed) {
        String sha256 = Digests.sha256(image);
        for (Shard shard : Json.decode(store.fetch(sealed.manifest()), DatasetManifest.class)
                .shards()) {
            List<String> rows =
                    new String(store.fetch(shard.rows()), UTF_8).lines().toList();
            for (int k = 0; k < rows.size(); k++) {
                if (rows.get(k).contains(sha256)) {
                    return Arrays.copyOfRange(store.fetch(shard.images()), k * SIDE * SIDE, (k + 1) * SIDE * SIDE);
                }
            }
        }
        throw new AssertionError("no shard has it");
    }

    /** Whether an object of the dataset or its archive holds the file, packed or not, or the pixels, drawn or not. */
    private boolean stored(byte[] pixels) throws IOException {
        boolean found = false;
        for (Bucket bucket : List.of(Bucket.DATASETS, Bucket.UPLOADS)) {
            for (String key : keys(bucket)) {
                byte[] content = store.find(bucket, key).orElseThrow();
                found |= contains(content, image) || contains(content, pixels) || contains(content, sha256());
                found |= key.endsWith(".png") && contains(drawn(content), middle(pixels));
                found |= bucket == Bucket.UPLOADS && packed(content);
            }
        }
        return found;
    }

    private byte[] sha256() {
        return Digests.sha256(image).getBytes(UTF_8);
    }

    /** A line of it, which tells it from the other images. */
    private static byte[] middle(byte[] pixels) {
        return Arrays.copyOfRange(pixels, 32 * SIDE, 33 * SIDE);
    }

    private static byte[] drawn(byte[] png) throws IOException {
        return ((DataBufferByte)
                        ImageIO.read(new ByteArrayInputStream(png)).getRaster().getDataBuffer())
                .getData();
    }

    private boolean packed(byte[] zip) throws IOException {
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (Arrays.equals(in.readAllBytes(), image)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean contains(byte[] content, byte[] part) {
        for (int at = 0; at + part.length <= content.length; at++) {
            if (content[at] == part[0] && Arrays.equals(content, at, at + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }
}
