package io.likeness.ingest.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.ImageErased.RewrittenUpload;
import io.likeness.ingest.TestArchive;
import io.likeness.ingest.archive.ArchiveLimits;
import io.likeness.ingest.storage.Disk;
import io.likeness.ingest.storage.WorkFolder;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which uploads are written again, which are left as they are, and which fail the erasure. */
class UploadErasureTest {
    private static final ArchiveLimits LIMITS = new ArchiveLimits(3, 1 << 20, 100_000, 1 << 20, 1000);
    private static final byte[] TAKEN_BACK = noise(1, 2_000);
    private static final String DIGEST = Digests.sha256(TAKEN_BACK);

    @TempDir
    Path folder;

    private final MemoryObjects objects = new MemoryObjects();
    private final List<RewrittenUpload> rewritten = new ArrayList<>();

    @Test
    void writesAnArchiveAgainThatHoldsTheFileBesideALargeOne() throws Exception {
        ObjectReference upload = put(archive().file("video.mp4", noise(2, 2 << 20)));

        erase(upload, Long.MAX_VALUE);

        assertEquals(1, rewritten.size());
        assertEquals(upload.sha256(), rewritten.getFirst().before().sha256());
        objects.content(rewritten.getFirst().after());
        assertNotEquals(upload.sha256(), rewritten.getFirst().after().sha256());
    }

    @Test
    void leavesAnArchiveThatNoImportCouldRead() throws Exception {
        ObjectReference tooMany = put(archive().file("1", "1").file("2", "2").file("3", "3"));
        erase(tooMany, Long.MAX_VALUE);
        byte[] whole = objects.content(put(archive()));
        ObjectReference cutOff = put(Arrays.copyOf(whole, whole.length - 30));
        erase(cutOff, Long.MAX_VALUE);

        assertEquals(List.of(), rewritten);
        objects.content(cutOff);
    }

    @Test
    void leavesWhatHasGoneMeanwhile() throws Exception {
        erase(new ObjectReference("uploads", "gone", DIGEST, 10, "application/zip"), Long.MAX_VALUE);

        assertEquals(List.of(), rewritten);
    }

    @Test
    void needsRoomForTheUploadAloneUntilItIsFoundToHoldTheFile() throws Exception {
        ObjectReference other = put(new TestArchive().file("1.jpg", noise(3, 2_000)));

        erase(other, other.bytes());

        objects.content(other);
    }

    @Test
    void failsIfTheDiskHasNoRoomToLookThroughAnUpload() {
        ObjectReference upload = put(archive());

        LikenessException failed = assertThrows(LikenessException.class, () -> erase(upload, upload.bytes() - 1));

        assertEquals(ErrorCode.ARCHIVE_LIMIT_EXCEEDED, failed.code());
        assertTrue(String.valueOf(failed.getMessage()).startsWith("upload archive: "), failed.getMessage());
    }

    @Test
    void failsIfTheDiskHasNoRoomToWriteAnArchiveAgain() {
        ObjectReference upload = put(archive());

        LikenessException failed = assertThrows(LikenessException.class, () -> erase(upload, 2 * upload.bytes() - 1));

        assertEquals(ErrorCode.ARCHIVE_LIMIT_EXCEEDED, failed.code());
        assertTrue(String.valueOf(failed.getMessage()).startsWith("upload archive: "), failed.getMessage());
        assertEquals(List.of(), rewritten);
    }

    @Test
    void failsIfAnArchiveThatHoldsTheFileCannotBeWrittenAgain() throws IOException {
        ObjectReference upload = put(Files.readAllBytes(TestArchive.zipOfOverlappingFiles(folder, TAKEN_BACK)));

        LikenessException failed = assertThrows(LikenessException.class, () -> erase(upload, Long.MAX_VALUE));

        assertEquals(ErrorCode.UNSUPPORTED_ARCHIVE, failed.code());
        assertTrue(String.valueOf(failed.getMessage()).startsWith("upload archive: "), failed.getMessage());
        objects.content(upload);
    }

    private static TestArchive archive() {
        return new TestArchive().file("taken.jpg", TAKEN_BACK);
    }

    private ObjectReference put(TestArchive archive) {
        try {
            return put(Files.readAllBytes(archive.zip(folder)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private ObjectReference put(byte[] content) {
        return objects.store().put(Bucket.UPLOADS, "archive", content, "application/octet-stream");
    }

    private void erase(ObjectReference upload, long diskBytes) throws InterruptedException {
        new UploadErasure(objects.store(), new WorkFolder(folder, disk(diskBytes), "erasure-"), LIMITS)
                .erase(DIGEST, new StoredObject(upload.key(), upload.bytes(), Instant.EPOCH), rewritten::add);
    }

    private static Disk disk(long bytes) {
        return new Disk() {
            @Override
            public long total() {
                return bytes;
            }

            @Override
            public long free() {
                return bytes;
            }
        };
    }

    private static byte[] noise(long seed, int length) {
        byte[] noise = new byte[length];
        new Random(seed).nextBytes(noise);
        return noise;
    }
}
