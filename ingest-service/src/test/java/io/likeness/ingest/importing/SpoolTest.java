package io.likeness.ingest.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.CompanionFile;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.contracts.dataset.ImportOptions;
import io.likeness.ingest.TestArchive;
import io.likeness.ingest.dataset.ImportSource.Further;
import io.likeness.ingest.importing.Spool.Spooled;
import io.likeness.ingest.storage.Disk;
import io.likeness.ingest.storage.WorkFolder;
import io.likeness.platform.store.ObjectStore;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final long ARCHIVE = 1_000;
    private static final long COMPANION = 50;
    private static final long NEEDED = ARCHIVE + COMPANION;

    @TempDir
    Path folder;

    @Test
    void refusesAtOnceWhatTheDiskCouldNotHoldIfItWereEmpty() {
        LikenessException refused = assertThrows(
                LikenessException.class, () -> spool(NEEDED - 1, NEEDED - 1).fetch(command()));

        assertEquals(ErrorCode.ARCHIVE_LIMIT_EXCEEDED, refused.code());
        assertFalse(refused.retriable());
        assertEquals(
                "upload: expected at most 1049 bytes, the size of the disk that imports are read from, found 1050",
                refused.getMessage());
    }

    @Test
    void waitsForRoomThatOthersHave() {
        LikenessException waits = assertThrows(
                LikenessException.class, () -> spool(10 * NEEDED, NEEDED - 1).fetch(command()));

        assertTrue(waits.retriable());
        assertEquals("work folder: expected 1050 free bytes, found 1049", waits.getMessage());
        assertEquals(0, folders(), "nothing is left of the attempt");
    }

    @Test
    void copiesWhatFitsToTheByteAndDeletesItWhenItIsClosed() throws IOException {
        try (Spooled spooled = spool(NEEDED, NEEDED).fetch(command())) {
            assertEquals(ARCHIVE, Files.size(spooled.source().archive()));
            assertEquals(COMPANION, Files.size(spooled.source().lists().get("list_attr_celeba.txt")));
        }
        assertEquals(0, folders());
    }

    @Test
    void deletesAtStartWhatAnEarlierProcessLeftBehind() throws IOException {
        Spool spool = spool(NEEDED, NEEDED);
        Path archive = spool.fetch(command()).source().archive();
        Path other = Files.writeString(folder.resolve("notes"), "of somebody else");

        workFolder(NEEDED, NEEDED).clear();

        assertFalse(Files.exists(archive));
        assertEquals(0, folders());
        assertTrue(Files.exists(other));
    }

    @Test
    void tellsFurtherArchivesFromListsByTheirFirstBytes() throws IOException {
        byte[] zip = Files.readAllBytes(
                new TestArchive().file("1.jpg", "one").zip(Files.createDirectory(folder.resolve("zip"))));
        Spool spool = new Spool(holding(zip), workFolder(1 << 20, 1 << 20), List::of, Long.MAX_VALUE);

        try (Spooled spooled = spool.fetch(command("more.txt", "more.txt"))) {
            assertEquals(
                    List.of("more.txt", "more.txt"),
                    spooled.source().further().stream().map(Further::name).toList());
            assertEquals(Map.of(), spooled.source().lists());
        }
    }

    @Test
    void refusesTwoListsOfOneName() {
        LikenessException refused = assertThrows(
                LikenessException.class, () -> spool(1 << 20, 1 << 20).fetch(command("labels.csv", "labels.csv")));

        assertEquals("companion: expected one file named 'labels.csv', found two", refused.getMessage());
        assertEquals(0, folders(), "nothing is left of the attempt");
    }

    /** Between the row that says that an archive is written again and the archive itself. */
    @Test
    void takesAnArchiveThatIsBeingWrittenAgainAsItWas() throws IOException {
        ObjectReference after = new ObjectReference("uploads", "archive", "1".repeat(64), 900, "application/zip");
        Spool spool = new Spool(
                store("0".repeat(64)), workFolder(NEEDED, NEEDED), named -> versions(named, after), Long.MAX_VALUE);

        try (Spooled spooled = spool.fetch(command())) {
            assertEquals(ARCHIVE, Files.size(spooled.source().archive()));
        }
    }

    @Test
    void takesAnArchiveThatWasWrittenAgainAsItIs() throws IOException {
        ObjectReference after = new ObjectReference("uploads", "archive", "1".repeat(64), 900, "application/zip");
        Spool spool = new Spool(
                store("1".repeat(64)), workFolder(NEEDED, NEEDED), named -> versions(named, after), Long.MAX_VALUE);

        try (Spooled spooled = spool.fetch(command())) {
            assertEquals(900, Files.size(spooled.source().archive()));
        }
    }

    @Test
    void takesAnArchiveThatIsWrittenAgainWhileItIsLookedAt() throws IOException {
        ObjectReference after = new ObjectReference("uploads", "archive", "1".repeat(64), 900, "application/zip");
        Iterator<String> refused = List.of(after.sha256(), "0".repeat(64)).iterator();
        ObjectStore turning = (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                    if (refused.hasNext()) {
                        assertEquals(refused.next(), ((ObjectReference) arguments[0]).sha256());
                        throw new LikenessException(ErrorCode.DIGEST_MISMATCH, "archive");
                    }
                    return method.invoke(store(), arguments);
                });
        Spool spool = new Spool(turning, workFolder(NEEDED, NEEDED), named -> versions(named, after), Long.MAX_VALUE);

        try (Spooled spooled = spool.fetch(command())) {
            assertEquals(900, Files.size(spooled.source().archive()));
        }
    }

    @Test
    void waitsForAnArchiveThatIsNoneOfItsVersions() {
        ObjectReference after = new ObjectReference("uploads", "archive", "1".repeat(64), 900, "application/zip");
        Spool spool = new Spool(
                store("2".repeat(64)), workFolder(NEEDED, NEEDED), named -> versions(named, after), Long.MAX_VALUE);

        assertTrue(assertThrows(LikenessException.class, () -> spool.fetch(command()))
                .retriable());
        assertEquals(0, folders(), "nothing is left of the attempt");
    }

    @Test
    void waitsForAnArchiveThatWasWrittenAgainSinceItsVersionsWereRead() {
        ObjectReference after = new ObjectReference("uploads", "archive", "1".repeat(64), 900, "application/zip");
        for (ErrorCode code : List.of(ErrorCode.DIGEST_MISMATCH, ErrorCode.NOT_FOUND)) {
            AtomicInteger reads = new AtomicInteger();
            Spool spool = new Spool(
                    store("1".repeat(64), code),
                    workFolder(NEEDED, NEEDED),
                    named -> reads.getAndIncrement() == 0 ? List.of(named) : versions(named, after),
                    Long.MAX_VALUE);

            LikenessException waits = assertThrows(LikenessException.class, () -> spool.fetch(command()));

            assertEquals(ErrorCode.OBJECT_STORE_UNAVAILABLE, waits.code());
            assertTrue(waits.retriable());
        }
    }

    @Test
    void refusesAnArchiveThatIsNotTheOneThatIsNamed() {
        for (ErrorCode code : List.of(ErrorCode.DIGEST_MISMATCH, ErrorCode.NOT_FOUND)) {
            Spool spool = new Spool(store("1".repeat(64), code), workFolder(NEEDED, NEEDED), List::of, Long.MAX_VALUE);

            LikenessException refused = assertThrows(LikenessException.class, () -> spool.fetch(command()));

            assertEquals(code, refused.code());
        }
    }

    private static List<ObjectReference> versions(ObjectReference named, ObjectReference after) {
        return named.key().equals("archive") ? List.of(named, after) : List.of(named);
    }

    /** One whose archive has that digest. */
    private static ObjectStore store(String digest) {
        return store(digest, ErrorCode.DIGEST_MISMATCH);
    }

    /** @param otherwise what is thrown for any other digest */
    private static ObjectStore store(String digest, ErrorCode otherwise) {
        return (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                    ObjectReference asked = (ObjectReference) arguments[0];
                    if (asked.key().equals("archive") && !asked.sha256().equals(digest)) {
                        throw new LikenessException(otherwise, asked.key());
                    }
                    return method.invoke(store(), arguments);
                });
    }

    private Spool spool(long total, long free) {
        return new Spool(store(), workFolder(total, free), List::of, Long.MAX_VALUE);
    }

    private WorkFolder workFolder(long total, long free) {
        Disk disk = new Disk() {
            @Override
            public long total() {
                return total;
            }

            @Override
            public long free() {
                return free;
            }
        };
        return new WorkFolder(folder, disk, "import-");
    }

    /** Copies as many zeros as a reference names, and does nothing else. */
    private static ObjectStore store() {
        return (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                    assertEquals("fetch", method.getName());
                    return Files.write((Path) arguments[1], new byte[(int) ((ObjectReference) arguments[0]).bytes()]);
                });
    }

    /** Writes the same for every reference. */
    private static ObjectStore holding(byte[] content) {
        return (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (proxy, method, arguments) -> Files.write((Path) arguments[1], content));
    }

    private static ImportDataset command(String... companions) {
        List<String> names = companions.length == 0 ? List.of("list_attr_celeba.txt") : List.of(companions);
        return new ImportDataset(
                "dataset",
                "faces",
                reference("archive", ARCHIVE),
                names.stream()
                        .map(name -> new CompanionFile(name, reference("companion", COMPANION)))
                        .toList(),
                new ImportOptions(null, 1, 64, null, null));
    }

    private static ObjectReference reference(String key, long bytes) {
        return new ObjectReference("uploads", key, "0".repeat(64), bytes, "application/zip");
    }

    private long folders() {
        try (var left = Files.list(folder)) {
            return left.filter(Files::isDirectory).count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
