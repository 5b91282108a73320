package io.likeness.ingest.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Payload;
import io.likeness.contracts.dataset.EraseImage;
import io.likeness.contracts.dataset.ImageErased;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.contracts.event.Topic;
import io.likeness.ingest.DrawnImages;
import io.likeness.ingest.TestArchive;
import io.likeness.platform.store.Bucket;
import io.likeness.testkit.TestPlatform;
import io.likeness.testkit.TopicReader;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of erasures share: an image of their own, a dataset that has it, and how an erasure ends. */
abstract class ErasureScenario extends ImportScenario {
    final String erasureId = "erasure-" + UUID.randomUUID();

    /** Images of this test's own. */
    final int number = 100_000 + Math.floorMod(datasetId.hashCode(), 1_000_000);

    final byte[] image = photo(0);

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

    TestArchive five() {
        TestArchive archive = new TestArchive();
        for (int k = 0; k < 5; k++) {
            archive.file("00000%d.jpg".formatted(k), photo(k));
        }
        return archive;
    }

    /** Noise, whose pixels no other image has: two of thousands that are drawn can have the same in grey. */
    byte[] photo(int k) {
        return DrawnImages.encoded(DrawnImages.noise(number + k, 64, 64), "jpeg");
    }

    ImportDataset imported(TestArchive archive) {
        ImportDataset command = command(datasetId, upload("archive", archive));
        send(command, "correlation");
        return command;
    }

    static ImportDataset command(String id, ObjectReference archive) {
        return new ImportDataset(id, "faces", archive, List.of(), GREY_64);
    }

    ImageErased erase(String id) {
        return erase(id, Digests.sha256(image));
    }

    ImageErased erase(String id, String sha256) {
        send(new EraseImage(id, sha256), "correlation");
        return awaitErased(id);
    }

    static ImageErased awaitErased(String id) {
        return (ImageErased) awaitErasure(id);
    }

    static Payload awaitErasure(String id) {
        try (TopicReader reader =
                TopicReader.open(TestPlatform.shared().bootstrapServers(), Topic.DATASET_EVENT.topicName())) {
            return payload(
                    Topic.DATASET_EVENT, reader.await(Duration.ofSeconds(60), record -> id.equals(record.key())));
        }
    }

    static List<Payload> ends(String id) {
        return records(Topic.DATASET_EVENT, id).stream()
                .map(record -> payload(Topic.DATASET_EVENT, record))
                .toList();
    }

    static <T> T only(List<T> all) {
        assertEquals(1, all.size(), () -> all.toString());
        return all.getFirst();
    }
}
