package io.likeness.platform.store;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link ObjectStore} does. */
abstract class ObjectStoreContractTest {
    private static final String BINARY = "application/octet-stream";
    private static final int TWENTY_MEGABYTES = 20_000_000;

    @TempDir
    private Path folder;

    private final String key = "contract/" + UUID.randomUUID() + "/object.bin";

    abstract ObjectStore store();

    /** A store whose server does not answer. */
    abstract ObjectStore storeThatIsAway();

    /** A store whose server answers and takes no call of ours. */
    abstract ObjectStore storeThatRefuses();

    /** Leaves behind what a writer leaves that dies between two parts. */
    abstract void beginUpload(Bucket bucket, String key);

    @Test
    void givesBackBytesThatItWasGivenAndTheirReference() {
        byte[] content = random(1000);
        ObjectReference reference = store().put(Bucket.RESULTS, key, content, BINARY);
        assertEquals(new ObjectReference("results", key, Digests.sha256(content), 1000, BINARY), reference);
        assertArrayEquals(content, store().fetch(reference));
    }

    @Test
    void keepsTheFirstBytesOfABuffer() {
        byte[] buffer = random(1000);
        byte[] content = Arrays.copyOf(buffer, 600);
        ObjectReference reference = store().put(Bucket.RESULTS, key, buffer, 600);
        assertEquals(new ObjectReference("results", key, Digests.sha256(content), 600, BINARY), reference);
        assertArrayEquals(content, store().fetch(reference));
    }

    @Test
    void keepsAnEmptyObject() {
        ObjectReference reference = store().put(Bucket.RESULTS, key, new byte[0], BINARY);
        assertEquals(0, store().fetch(reference).length);
    }

    @Test
    void keepsAFileAndCopiesItToAnother() throws IOException {
        Path source = Files.write(folder.resolve("source"), random(100_000));
        ObjectReference reference = store().put(Bucket.MODELS, key, source, BINARY);
        assertEquals(Digests.sha256(source), reference.sha256());
        assertEquals(100_000, reference.bytes());
        Path target = folder.resolve("target");
        store().fetch(reference, target);
        assertEquals(-1, Files.mismatch(source, target));
    }

    @Test
    void keepsAFileOfMoreThanOnePart() throws IOException {
        Path source = Files.write(folder.resolve("source"), random(TWENTY_MEGABYTES));
        ObjectReference reference = store().put(Bucket.MODELS, key, source, BINARY);
        assertEquals(Digests.sha256(source), reference.sha256());
        assertEquals(Digests.sha256(source), Digests.sha256(store().fetch(reference)));
    }

    @Test
    void keepsAStreamOfUnknownLengthInParts() {
        byte[] content = random(TWENTY_MEGABYTES);
        ObjectReference reference =
                store().put(Bucket.UPLOADS, key, new ByteArrayInputStream(content), TWENTY_MEGABYTES, BINARY);
        assertEquals(Digests.sha256(content), reference.sha256());
        assertEquals(TWENTY_MEGABYTES, reference.bytes());
        assertArrayEquals(content, store().fetch(reference));
    }

    @Test
    void refusesAStreamOneByteTooLongAndStoresNothing() {
        for (int most : new int[] {1000, TWENTY_MEGABYTES}) {
            InputStream stream = new ByteArrayInputStream(random(most + 1));
            assertFails(ErrorCode.UPLOAD_TOO_LARGE, () -> store().put(Bucket.UPLOADS, key, stream, most, BINARY));
            assertTrue(store().find(Bucket.UPLOADS, key).isEmpty());
        }
    }

    @Test
    void replacesAnObjectOfTheSameKey() {
        store().put(Bucket.RESULTS, key, random(10), BINARY);
        byte[] second = "second".getBytes(StandardCharsets.UTF_8);
        ObjectReference reference = store().put(Bucket.RESULTS, key, second, BINARY);
        assertArrayEquals(second, store().fetch(reference));
    }

    @Test
    void refusesContentThatIsNotWhatTheReferencePins() {
        ObjectReference pinned = store().put(Bucket.DATASETS, key, random(100), BINARY);
        store().put(Bucket.DATASETS, key, "tampered".getBytes(StandardCharsets.UTF_8), BINARY);
        assertFails(ErrorCode.DIGEST_MISMATCH, () -> store().fetch(pinned));
        Path target = folder.resolve("target");
        assertFails(ErrorCode.DIGEST_MISMATCH, () -> store().fetch(pinned, target));
        assertFalse(Files.exists(target), "a file that failed its digest is not left for use");
    }

    @Test
    void readsARange() throws IOException {
        byte[] content = "0123456789".getBytes(StandardCharsets.UTF_8);
        ObjectReference reference = store().put(Bucket.RESULTS, key, content, BINARY);
        try (InputStream range = store().fetchRange(reference, 3, 4)) {
            assertEquals("3456", new String(range.readAllBytes(), StandardCharsets.UTF_8));
        }
        try (InputStream rest = store().fetchRange(reference, 9, 5)) {
            assertFails(ErrorCode.DIGEST_MISMATCH, rest::readAllBytes);
        }
    }

    @Test
    void opensAStreamThatHoldsItsLastBytesBackUntilTheyAreRight() throws IOException {
        byte[] content = random(200_000);
        ObjectReference reference = store().put(Bucket.RESULTS, key, content, BINARY);
        try (InputStream in = store().open(reference)) {
            assertArrayEquals(content, in.readAllBytes());
        }
        byte[] damaged = content.clone();
        damaged[0]++;
        store().put(Bucket.RESULTS, key, damaged, BINARY);
        try (InputStream in = store().open(reference)) {
            assertFails(ErrorCode.DIGEST_MISMATCH, () -> in.readNBytes(content.length));
        }
    }

    @Test
    void opensNoStreamOfAnotherLength() throws IOException {
        byte[] content = random(200_000);
        ObjectReference reference = store().put(Bucket.RESULTS, key, content, BINARY);
        for (int length : new int[] {199_999, 200_001}) {
            store().put(Bucket.RESULTS, key, Arrays.copyOf(content, length), BINARY);
            try (InputStream in = store().open(reference)) {
                assertFails(ErrorCode.DIGEST_MISMATCH, () -> in.readNBytes(content.length));
            }
        }
    }

    @Test
    void opensAnEmptyObject() throws IOException {
        ObjectReference reference = store().put(Bucket.RESULTS, key, new byte[0], BINARY);
        try (InputStream in = store().open(reference)) {
            assertEquals(-1, in.read());
        }
    }

    @Test
    void readsNoShorterRangeThanAskedFor() throws IOException {
        ObjectReference reference = store().put(Bucket.RESULTS, key, random(10), BINARY);
        store().put(Bucket.RESULTS, key, random(8), BINARY);
        try (InputStream range = store().fetchRange(reference, 5, 4)) {
            assertFails(ErrorCode.DIGEST_MISMATCH, range::readAllBytes);
        }
    }

    @Test
    void listsWhatBeginsWithAPrefix() {
        String folder = key + "/";
        store().put(Bucket.DATASETS, folder + "a b+c", random(3), BINARY);
        store().put(Bucket.DATASETS, folder + "deep/er", random(4), BINARY);
        store().put(Bucket.DATASETS, key + "-beside", random(5), BINARY);
        store().put(Bucket.RESULTS, folder + "in another bucket", random(6), BINARY);
        try (Stream<StoredObject> listed = store().list(Bucket.DATASETS, folder)) {
            assertEquals(
                    Map.of(folder + "a b+c", 3L, folder + "deep/er", 4L),
                    listed.peek(object -> assertTrue(
                                    Duration.between(object.modifiedAt(), Instant.now())
                                                    .abs()
                                                    .compareTo(Duration.ofMinutes(5))
                                            < 0,
                                    object::toString))
                            .collect(toMap(StoredObject::key, StoredObject::bytes)));
        }
        assertEquals(0, count(Bucket.DATASETS, folder + "nothing"));
    }

    @Test
    void listsABucketThatIsLongerThanAPageInTheOrderOfItsKeys() {
        String mine = UUID.randomUUID().toString();
        List<String> keys = Stream.concat(
                        Stream.of("/a", "-b/a", "/b/c", "0/a", "/b-c/d", "/b/a"),
                        IntStream.range(0, 1100).mapToObj(i -> i % 3 == 0 ? "/" + i : i + "/x"))
                .map(rest -> mine + rest)
                .toList();
        keys.parallelStream().forEach(each -> store().put(Bucket.RESULTS, each, random(1), BINARY));
        try (Stream<StoredObject> listed = store().list(Bucket.RESULTS, mine)) {
            assertEquals(
                    keys.stream().sorted().toList(),
                    listed.map(StoredObject::key).toList());
        }
        try (Stream<StoredObject> listed = store().list(Bucket.RESULTS, "")) {
            assertEquals(
                    keys.stream().sorted().toList(),
                    listed.map(StoredObject::key)
                            .filter(each -> each.startsWith(mine))
                            .toList());
        }
    }

    @Test
    void deletesWhatBeginsWithAPrefixAndSaysHowMuchThatWas() {
        String folder = key + "/";
        for (int object = 0; object < 1003; object++) {
            store().put(Bucket.DATASETS, folder + object, new byte[2], BINARY);
        }
        ObjectReference beside = store().put(Bucket.DATASETS, key + "0", random(5), BINARY);
        assertEquals(1003, count(Bucket.DATASETS, folder), "more than one page");
        assertEquals(new Deleted(1003, 2006), store().deletePrefix(Bucket.DATASETS, folder));
        assertEquals(0, count(Bucket.DATASETS, folder));
        assertEquals(5, store().fetch(beside).length);
        assertEquals(Deleted.NOTHING, store().deletePrefix(Bucket.DATASETS, folder));
    }

    @Test
    void deletesNoWholeBucketByAnEmptyPrefix() {
        assertFails(ErrorCode.INVALID_REQUEST, () -> store().deletePrefix(Bucket.DATASETS, ""));
    }

    @Test
    void abortsAnUploadWhoseContentBreaksOff() {
        InputStream broken =
                new SequenceInputStream(new ByteArrayInputStream(random(TWENTY_MEGABYTES)), new InputStream() {
                    @Override
                    public int read() {
                        throw new LikenessException(ErrorCode.INVALID_REQUEST, "body: it broke off");
                    }
                });
        assertFails(
                ErrorCode.INVALID_REQUEST,
                () -> store().put(Bucket.UPLOADS, key, broken, 2L * TWENTY_MEGABYTES, BINARY));
        assertEquals(List.of(), store().unfinished(Bucket.UPLOADS, key));
        assertEquals(0, count(Bucket.UPLOADS, key));
    }

    @Test
    void findsAndAbortsAnUploadThatWasNeverFinished() {
        beginUpload(Bucket.MODELS, key);
        beginUpload(Bucket.MODELS, key + "-other");
        List<UnfinishedUpload> found = store().unfinished(Bucket.MODELS, key);
        assertEquals(
                Set.of(key, key + "-other"),
                found.stream().map(UnfinishedUpload::key).collect(toSet()));
        assertEquals(1, store().unfinished(Bucket.MODELS, key + "-o").size());
        store().abort(Bucket.MODELS, found.getFirst());
        store().abort(Bucket.MODELS, found.getFirst());
        assertEquals(1, store().unfinished(Bucket.MODELS, key).size());
        store().deletePrefix(Bucket.MODELS, key);
        assertEquals(List.of(), store().unfinished(Bucket.MODELS, key));
    }

    @Test
    void makesAnObjectOfPartsWhoseNumbersLeaveGaps() {
        byte[] first = random(5 << 20);
        byte[] replaced = random(100);
        byte[] last = random(100);
        UnfinishedUpload upload = store().begin(Bucket.UPLOADS, key);
        StoredPart one = store().put(Bucket.UPLOADS, upload, 1, first, first.length);
        store().put(Bucket.UPLOADS, upload, 2, replaced, replaced.length);
        StoredPart four = store().put(Bucket.UPLOADS, upload, 4, last, 60);
        assertTrue(store().size(Bucket.UPLOADS, key).isEmpty());

        store().complete(Bucket.UPLOADS, upload, List.of(one, four));
        byte[] whole = Arrays.copyOf(first, first.length + 60);
        System.arraycopy(last, 0, whole, first.length, 60);
        assertArrayEquals(whole, store().find(Bucket.UPLOADS, key).orElseThrow());
        assertEquals(whole.length, store().size(Bucket.UPLOADS, key).orElseThrow());
        assertEquals(List.of(), store().unfinished(Bucket.UPLOADS, key));

        try {
            store().complete(Bucket.UPLOADS, upload, List.of(one, four));
        } catch (LikenessException e) {
            assertEquals(
                    ErrorCode.NOT_FOUND,
                    e.code(),
                    "some stores say that it was done, some that they know nothing of it");
        }
        assertArrayEquals(whole, store().find(Bucket.UPLOADS, key).orElseThrow());
    }

    @Test
    void saysThatAnObjectIsNotThere() {
        ObjectReference absent = new ObjectReference("results", key, Digests.sha256(new byte[0]), 0, BINARY);
        assertFails(ErrorCode.NOT_FOUND, () -> store().fetch(absent));
        assertFails(ErrorCode.NOT_FOUND, () -> store().fetch(absent, folder.resolve("absent")));
        assertFails(ErrorCode.NOT_FOUND, () -> store().fetchRange(absent, 0, 1));
        assertTrue(store().find(Bucket.RESULTS, key).isEmpty());
    }

    @Test
    void findsAnObjectByItsKeyUntilItIsDeleted() {
        byte[] content = random(10);
        store().put(Bucket.RESULTS, key, content, BINARY);
        assertArrayEquals(content, store().find(Bucket.RESULTS, key).orElseThrow());
        store().delete(Bucket.RESULTS, key);
        assertTrue(store().find(Bucket.RESULTS, key).isEmpty());
        store().delete(Bucket.RESULTS, key);
    }

    @Test
    void keepsBucketsApart() {
        store().put(Bucket.RESULTS, key, random(10), BINARY);
        assertTrue(store().find(Bucket.DATASETS, key).isEmpty());
    }

    @Test
    void saysThatTheStoreIsAway() {
        ObjectReference any = new ObjectReference("results", key, Digests.sha256(new byte[0]), 0, BINARY);
        assertFails(
                ErrorCode.OBJECT_STORE_UNAVAILABLE,
                () -> storeThatIsAway().put(Bucket.RESULTS, key, random(10), BINARY));
        assertFails(ErrorCode.OBJECT_STORE_UNAVAILABLE, () -> storeThatIsAway().fetch(any));
        assertFails(ErrorCode.OBJECT_STORE_UNAVAILABLE, () -> storeThatIsAway().fetch(any, folder.resolve("away")));
        assertFails(ErrorCode.OBJECT_STORE_UNAVAILABLE, () -> storeThatIsAway().find(Bucket.RESULTS, key));
        assertFails(ErrorCode.OBJECT_STORE_UNAVAILABLE, () -> storeThatIsAway().delete(Bucket.RESULTS, key));
        assertFails(ErrorCode.OBJECT_STORE_UNAVAILABLE, () -> storeThatIsAway().open(any));
        assertFails(ErrorCode.OBJECT_STORE_UNAVAILABLE, () -> storeThatIsAway().deletePrefix(Bucket.RESULTS, key));
        assertFails(ErrorCode.OBJECT_STORE_UNAVAILABLE, () -> storeThatIsAway().unfinished(Bucket.RESULTS, key));
        assertFails(
                ErrorCode.OBJECT_STORE_UNAVAILABLE,
                () -> storeThatIsAway().list(Bucket.RESULTS, key).count());
    }

    @Test
    void doesNotWaitForAStoreThatRefusesTheCall() {
        ObjectReference any = new ObjectReference("results", key, Digests.sha256(new byte[0]), 0, BINARY);
        assertFails(ErrorCode.INTERNAL_ERROR, () -> storeThatRefuses().put(Bucket.RESULTS, key, random(10), BINARY));
        assertFails(ErrorCode.INTERNAL_ERROR, () -> storeThatRefuses().fetch(any));
        assertFails(ErrorCode.INTERNAL_ERROR, () -> storeThatRefuses().find(Bucket.RESULTS, key));
    }

    @Test
    void doesNotBlameTheStoreForATargetThatCannotBeWritten() {
        ObjectReference reference = store().put(Bucket.RESULTS, key, random(10), BINARY);
        Path nowhere = folder.resolve("no-such-folder").resolve("target");
        assertFails(ErrorCode.CAPACITY_EXHAUSTED, () -> store().fetch(reference, nowhere));
    }

    private long count(Bucket bucket, String prefix) {
        try (Stream<StoredObject> listed = store().list(bucket, prefix)) {
            return listed.count();
        }
    }

    private static void assertFails(ErrorCode expected, Executable work) {
        LikenessException failure = assertThrows(LikenessException.class, work);
        assertEquals(expected, failure.code(), () -> "of: " + failure);
    }

    private static byte[] random(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }
}
