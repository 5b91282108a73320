package io.likeness.ingest.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Payload;
import io.likeness.contracts.dataset.DatasetImportStarted;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.DeleteDataset;
import io.likeness.contracts.dataset.EraseImage;
import io.likeness.contracts.dataset.ErasureFailed;
import io.likeness.contracts.dataset.ImageErased;
import io.likeness.contracts.dataset.ImageErased.RevisedDataset;
import io.likeness.contracts.dataset.ImageErased.RewrittenUpload;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.contracts.dataset.ImportProgressed;
import io.likeness.contracts.dataset.ImportReport;
import io.likeness.contracts.dataset.ImportReport.SkipReason;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.event.Topic;
import io.likeness.ingest.DrawnImages;
import io.likeness.ingest.TestArchive;
import io.likeness.ingest.erasure.ErasedTable;
import io.likeness.ingest.erasure.Erasures;
import io.likeness.ingest.storage.SealedTable;
import io.likeness.platform.events.Readdress;
import io.likeness.platform.events.RefusedEvent;
import io.likeness.platform.events.RefusedEvents;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.OrphanSweep;
import io.likeness.platform.store.StoredObject;
import io.likeness.testkit.LikenessPlatformResource;
import io.likeness.testkit.TestPlatform;
import io.likeness.testkit.TopicReader;
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
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Images that are taken back: from datasets, from archives, and from imports that are under way. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "ingest"))
class ErasureComponentTest extends ImportScenario {
    private static final int SIDE = 64;

    @Inject
    RefusedEvents refusedEvents;

    @Inject
    OrphanSweep orphans;

    private final String erasureId = "erasure-" + UUID.randomUUID();

    /** Images of this test's own. */
    private final int number = 100_000 + Math.floorMod(datasetId.hashCode(), 1_000_000);

    private final byte[] image = DrawnImages.jpeg(number);

    /** Some that other tests have sealed name objects that never were, and one that they have erased may be among thousands of another. */
    @BeforeEach
    void forgetOtherTests() {
        jdbi.useHandle(handle -> handle.execute("DELETE FROM sealed"));
        jdbi.useHandle(handle -> handle.execute("DELETE FROM erased"));
    }

    @AfterEach
    void deleteUploads() {
        store.deletePrefix(Bucket.UPLOADS, datasetId);
    }

    @Test
    void erasesAnImageFromItsDatasetAndItsArchive() throws IOException {
        ImportDataset command = imported(five());
        DatasetSealed sealed = awaitEnd(DatasetSealed.class);
        awaitDone(datasetId);
        byte[] pixels = pixels(sealed);
        ObjectReference noArchive =
                store.put(Bucket.UPLOADS, datasetId + "-photo", DrawnImages.jpeg(number + 9), "image/jpeg");
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
        sender.publish(writer.envelope(new DeleteDataset(datasetId), "correlation"));
        Awaitility.await().atMost(LIMIT).until(() -> objects().isEmpty());
    }

    @Test
    void takesTheImageInNoMore() {
        ImportDataset command = imported(five());
        awaitEnd(DatasetSealed.class);
        byte[] archive = store.fetch(command.archive());
        erase(erasureId);
        ObjectReference again = store.put(Bucket.UPLOADS, datasetId + "-again", archive, "application/octet-stream");

        sender.publish(writer.envelope(command("new-" + datasetId, again), "correlation"));
        ImportReport report = report(awaitEnd("new-" + datasetId, DatasetSealed.class));
        assertEquals(Map.of(SkipReason.ERASED, 1L), report.skippedByReason());
        assertEquals(4, report.counts().total());

        // Whoever names the archive as it was means what it is now.
        sender.publish(writer.envelope(command("old-" + datasetId, command.archive()), "correlation"));
        ImportReport now = report(awaitEnd("old-" + datasetId, DatasetSealed.class));
        assertEquals(Map.of(), now.skippedByReason());
        assertEquals(4, now.counts().total());
    }

    @Test
    void findsNothingWhenItIsAskedAgain() {
        imported(five());
        awaitEnd(DatasetSealed.class);
        erase(erasureId);

        sender.publish(writer.envelope(new EraseImage(erasureId, Digests.sha256(image)), "correlation"));
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

    @Test
    void sealsAnImportWithoutAnImageThatIsErasedMeanwhile() {
        TestArchive archive = new TestArchive().file("first.jpg", image);
        for (int k = 1; k <= 6_000; k++) {
            archive.file("%06d.jpg".formatted(k), DrawnImages.jpeg(number + k));
        }
        imported(archive);
        Awaitility.await().atMost(LIMIT).until(() -> !batches().isEmpty());

        ImageErased erased = erase(erasureId);

        assertEquals(List.of(), erased.datasets(), "it was not sealed with it");
        DatasetSealed sealed = awaitEnd(DatasetSealed.class);
        assertEquals(6_000, sealed.counts().total());
        awaitDone(datasetId);
        assertEquals(1, events(DatasetSealed.class).size());
        assertEquals(0, number(datasetId, "failures + lost"), "beginning anew costs no attempt");
        assertEquals(2, number(datasetId, "attempt"));
        assertTrue(sealed.manifest().key().startsWith(datasetId + "/2/"));
    }

    @Test
    void breaksAnImportOffOnceAnImageThatItHasTakenInIsErased() {
        TestArchive archive = new TestArchive().file("first.jpg", image);
        for (int k = 1; k <= 12_000; k++) {
            archive.file("%06d.jpg".formatted(k), DrawnImages.jpeg(number + k));
        }
        imported(archive);
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> !events(DatasetImportStarted.class).isEmpty());

        jdbi.useHandle(handle -> handle.execute("INSERT INTO erased (sha256) VALUES (?)", Digests.sha256(image)));

        DatasetSealed sealed = awaitEnd(DatasetSealed.class);
        assertEquals(12_000, sealed.counts().total());
        awaitDone(datasetId);
        assertEquals(0, number(datasetId, "failures + lost"), "beginning anew costs no attempt");
        assertEquals(2, number(datasetId, "attempt"));
        assertEquals(
                1,
                events(ImportProgressed.class).stream()
                        .filter(progress -> progress.read() == progress.entries())
                        .count(),
                "only one attempt has gone to the end");
    }

    /** What one who died between two steps leaves: rows that nobody was told of, and objects of before. */
    @Test
    void goesOnWhereAnAttemptBeforeItDied() {
        imported(five());
        DatasetSealed sealed = awaitEnd(DatasetSealed.class);
        awaitDone(datasetId);
        String left = store.put(Bucket.DATASETS, datasetId + "/0/manifest.json", new byte[1], "application/json")
                .key();
        String other = Digests.sha256((erasureId + "x").getBytes(UTF_8));
        String before = "a".repeat(64);
        jdbi.useHandle(
                handle -> handle.createUpdate("INSERT INTO revised (sha256, dataset_id, before_manifest, announcement)"
                                + " VALUES (:sha256, :id, :before, :announcement)")
                        .bind("sha256", other)
                        .bind("id", datasetId)
                        .bind("before", before)
                        .bind("announcement", Json.encode(sealed))
                        .execute());

        RevisedDataset revised = only(erase(erasureId, other).datasets());

        assertEquals(
                new RevisedDataset(
                        datasetId, before, sealed.counts(), sealed.manifest(), sealed.report(), sealed.preview()),
                revised);
        assertEquals(Optional.empty(), store.find(Bucket.DATASETS, left));
    }

    @Test
    void keepsWhatADatasetWasUntilEveryUploadIsLookedThrough() throws IOException {
        imported(five());
        DatasetSealed sealed = awaitEnd(DatasetSealed.class);
        awaitDone(datasetId);

        fail(erasureId);

        store.fetch(sealed.manifest());
        DatasetManifest before = Json.decode(store.fetch(sealed.manifest()), DatasetManifest.class);
        before.shards().forEach(shard -> store.fetch(shard.images()));

        RevisedDataset revised = only(erase("again-" + erasureId).datasets());

        assertEquals(sealed.manifest().sha256(), revised.before());
        store.fetch(revised.manifest());
        assertEquals(
                Optional.empty(), store.find(Bucket.DATASETS, sealed.manifest().key()));
    }

    @Test
    void tellsStepByStepWhatErasuresThatFailedHaveChanged() throws IOException {
        ImportDataset command = imported(five());
        DatasetSealed sealed = awaitEnd(DatasetSealed.class);
        awaitDone(datasetId);
        fail(erasureId);
        DatasetSealed between = new SealedTable(jdbi).find(datasetId).orElseThrow();

        ImageErased erased = erase("other-" + erasureId, Digests.sha256(DrawnImages.jpeg(number + 1)));

        assertEquals(2, erased.datasets().size());
        assertEquals(
                new RevisedDataset(
                        datasetId,
                        sealed.manifest().sha256(),
                        between.counts(),
                        between.manifest(),
                        between.report(),
                        between.preview()),
                erased.datasets().getFirst());
        RevisedDataset last = erased.datasets().getLast();
        assertEquals(between.manifest().sha256(), last.before());
        assertEquals(4, between.counts().total());
        assertEquals(3, last.counts().total());
        store.fetch(last.manifest());
        assertEquals(2, erased.uploads().size());
        RewrittenUpload first = erased.uploads().getFirst();
        assertEquals(command.archive().sha256(), first.before().sha256());
        assertEquals(first.after(), erased.uploads().getLast().before());
        store.fetch(erased.uploads().getLast().after());
        ImageErased again = erase("again-" + erasureId);
        assertEquals(List.of(), again.datasets(), "what was told is not told again");
        assertEquals(List.of(), again.uploads());
    }

    /** Erases the image from everything but an upload that cannot be written again, the last of all, which is gone then. */
    private void fail(String id) throws IOException {
        String last = "zz-" + datasetId;
        store.put(Bucket.UPLOADS, last, TestArchive.zipOfOverlappingFiles(folder, image), "application/zip");
        try {
            sender.publish(writer.envelope(new EraseImage(id, Digests.sha256(image)), "correlation"));
            ErasureFailed failed = (ErasureFailed) awaitErasure(id);
            assertEquals(ErrorCode.UNSUPPORTED_ARCHIVE, failed.failure().code());
            assertTrue(
                    failed.failure().message().contains(last), failed.failure().message());
        } finally {
            store.delete(Bucket.UPLOADS, last);
        }
    }

    @Test
    void doesNotBringBackADatasetThatIsDeleted() {
        imported(five());
        DatasetSealed sealed = awaitEnd(DatasetSealed.class);
        jdbi.useTransaction(transaction -> {
            transaction.execute("INSERT INTO deleted (dataset_id, correlation_id) VALUES (?, 'c')", datasetId);
            assertFalse(SealedTable.replace(transaction, sealed));
            transaction.rollback();
        });
    }

    /** As another instance would have it. */
    @Test
    void waitsForItsTurn() {
        jdbi.useTransaction(transaction -> {
            transaction.execute(
                    "INSERT INTO job (kind, id, payload, correlation_id, state, attempt, fence, owner, lease_until)"
                            + " VALUES (?, ?, '', 'c', 'running', 1, 7, 'other', now() + interval '1 h')",
                    Erasures.KIND,
                    "other-" + erasureId);
            transaction.execute("UPDATE erasing SET erasure_id = ?, fence = 7", "other-" + erasureId);
        });
        sender.publish(writer.envelope(new EraseImage(erasureId, Digests.sha256(image)), "correlation"));
        Awaitility.await().atMost(LIMIT).until(() -> state(erasureId).equals("running"));
        assertEquals("other-" + erasureId, turn());

        jdbi.useHandle(handle -> handle.execute(
                "UPDATE job SET state = 'succeeded', ended_at = now() WHERE id = ?", "other-" + erasureId));

        assertEquals(List.of(), awaitErased(erasureId).datasets());
        assertEquals(erasureId, turn());
    }

    /** Whoever seals a dataset at that moment has sealed it before the erasure begins to look. */
    @Test
    void letsNobodyEraseWhileADatasetIsSealed() {
        String sha256 = Digests.sha256(image);
        jdbi.useTransaction(transaction -> {
            Set<String> known = ErasedTable.lock(transaction);
            assertFalse(known.contains(sha256));
            sender.publish(writer.envelope(new EraseImage(erasureId, sha256), "correlation"));
            Awaitility.await().atMost(LIMIT).until(() -> waiting() > 0);
            assertEquals(List.of(), ends(erasureId));
        });
        assertEquals(List.of(), awaitErased(erasureId).datasets());
    }

    @Test
    void failsAnErasureWhoseCommandIsNone() {
        sender.replay(
                "likeness.dataset.command.v1",
                erasureId,
                writer.envelope(new EraseImage(erasureId, Digests.sha256(image)), "correlation")
                        .headers()
                        .encode(),
                ("{\"erasureId\":\"" + erasureId + "\",\"sha256\":\"none\"}").getBytes(UTF_8),
                new Readdress("ingest-service", "letter"));

        ErasureFailed failed = (ErasureFailed) awaitErasure(erasureId);
        assertEquals(ErrorCode.INVALID_REQUEST, failed.failure().code());
    }

    @Test
    void failsAnErasureWhoseEndTheBrokerRefuses() {
        Map<String, byte[]> headers = Map.of("ce_type", "likeness.dataset.event.v1.ImageErased".getBytes(UTF_8));
        byte[] content = "x".repeat(1 << 20).getBytes(UTF_8);
        RefusedEvent event = new RefusedEvent("likeness.dataset.event.v1", erasureId, headers, content, "too large");

        jdbi.useTransaction(transaction -> refusedEvents.refused(transaction, event));

        assertTrue(((ErasureFailed) awaitErasure(erasureId)).failure().message().endsWith("too large"));
    }

    private TestArchive five() {
        TestArchive archive = new TestArchive();
        for (int k = 0; k < 5; k++) {
            archive.file("00000%d.jpg".formatted(k), DrawnImages.jpeg(number + k));
        }
        return archive;
    }

    private ImportDataset imported(TestArchive archive) {
        ImportDataset command = command(datasetId, upload("archive", archive));
        sender.publish(writer.envelope(command, "correlation"));
        return command;
    }

    private static ImportDataset command(String id, ObjectReference archive) {
        return new ImportDataset(id, "faces", archive, List.of(), GREY_64);
    }

    private ImageErased erase(String id) {
        return erase(id, Digests.sha256(image));
    }

    private ImageErased erase(String id, String sha256) {
        sender.publish(writer.envelope(new EraseImage(id, sha256), "correlation"));
        return awaitErased(id);
    }

    private static ImageErased awaitErased(String id) {
        return (ImageErased) awaitErasure(id);
    }

    private static Payload awaitErasure(String id) {
        try (TopicReader reader =
                TopicReader.open(TestPlatform.shared().bootstrapServers(), Topic.DATASET_EVENT.topicName())) {
            return payload(
                    Topic.DATASET_EVENT, reader.await(Duration.ofSeconds(60), record -> id.equals(record.key())));
        }
    }

    private static List<Payload> ends(String id) {
        try (TopicReader reader =
                TopicReader.open(TestPlatform.shared().bootstrapServers(), Topic.DATASET_EVENT.topicName())) {
            return reader.readAll().stream()
                    .filter(record -> id.equals(record.key()))
                    .map(record -> payload(Topic.DATASET_EVENT, record))
                    .toList();
        }
    }

    private ImportReport report(DatasetSealed sealed) {
        return Json.decode(store.fetch(sealed.report()), ImportReport.class);
    }

    private static <T> T only(List<T> all) {
        assertEquals(1, all.size(), () -> all.toString());
        return all.getFirst();
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

    /** A line through the disc, which tells it from the other images. */
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

    private List<String> objects() {
        return keys(Bucket.DATASETS);
    }

    private List<String> keys(Bucket bucket) {
        try (Stream<StoredObject> objects = store.list(bucket, datasetId)) {
            return objects.map(StoredObject::key).toList();
        }
    }

    private int number(String id, String column) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT " + column + " FROM job WHERE id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .one());
    }

    private String state(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT state FROM job WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .orElse("unknown"));
    }

    private String turn() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT erasure_id FROM erasing")
                .mapTo(String.class)
                .one());
    }

    /** Those who wait for the digests. */
    private int waiting() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = CAST('erased' AS regclass)")
                .mapTo(Integer.class)
                .one());
    }
}
