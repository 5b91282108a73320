package io.likeness.ingest.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.ingest.TestArchive;
import io.likeness.ingest.archive.EntryBytes.Damaged;
import io.likeness.ingest.archive.EntryBytes.OverLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZMethod;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.junit.jupiter.api.Test;

/** What only a 7z can be. */
class SevenZipArchiveTest extends ArchiveScenario {
    private final TestArchive files =
            new TestArchive().file("a/1.jpg", noise(5_000)).file("b/2.jpg", noise(6_000));

    @Test
    void readsVolumesThatWereJoined() throws IOException {
        byte[] whole = Files.readAllBytes(files.sevenZip(folder));
        byte[] first = Arrays.copyOf(whole, whole.length / 2);
        byte[] second = Arrays.copyOfRange(whole, whole.length / 2, whole.length);

        assertRefused(ErrorCode.UNSUPPORTED_ARCHIVE, "cat faces.7z.* > faces.7z", written(first), GENEROUS);
        assertEquals(
                List.of("a/1.jpg", "b/2.jpg"),
                List.copyOf(read(written(TestArchive.joined(first, second)), GENEROUS)
                        .keySet()));
    }

    @Test
    void namesADamagedEntryAndReadsTheOthers() throws IOException {
        byte[] damaged = Files.readAllBytes(stored(folder.resolve("stored")));
        damaged[32 + 2_000] ^= 1;

        Map<String, EntryBytes> read = read(written(damaged), GENEROUS);

        assertInstanceOf(Damaged.class, read.get("1.jpg"));
        assertArrayEquals(noise(6_000), complete(read, "2.jpg"));
    }

    @Test
    void passesOverWhatIsTooLarge() throws IOException {
        Map<String, EntryBytes> read = read(files.sevenZip(folder), new ArchiveLimits(9, 1 << 20, 5_500, 1, 1000));

        assertArrayEquals(noise(5_000), complete(read, "a/1.jpg"));
        assertEquals(new OverLimit("expected at most 5500 bytes, found 6000"), read.get("b/2.jpg"));
    }

    @Test
    void namesAnEncryptedEntry() throws IOException {
        Path archive = folder.resolve("encrypted");
        try (SevenZOutputFile sevenZip = new SevenZOutputFile(archive.toFile(), "secret".toCharArray())) {
            add(sevenZip, "1.jpg", noise(5_000));
        }

        assertEquals(Map.of("1.jpg", new Damaged("encrypted")), read(archive, GENEROUS));
    }

    @Test
    void isATarWhereItIsWrittenAgain() throws IOException {
        Path archive = files.sevenZip(folder);
        Path copy = folder.resolve("copy");
        Archive.open(archive, GENEROUS)
                .without(Digests.sha256(noise(5_000)))
                .orElseThrow()
                .write(copy);

        assertInstanceOf(TarArchive.class, Archive.open(copy, GENEROUS));
        assertArrayEquals(noise(6_000), complete(read(copy, GENEROUS), "b/2.jpg"));
        assertEquals(Optional.empty(), Archive.open(archive, GENEROUS).without(Digests.sha256(noise(7))));
    }

    private static Path stored(Path archive) throws IOException {
        try (SevenZOutputFile sevenZip = new SevenZOutputFile(archive.toFile())) {
            sevenZip.setContentCompression(SevenZMethod.COPY);
            add(sevenZip, "1.jpg", noise(5_000));
            add(sevenZip, "2.jpg", noise(6_000));
        }
        return archive;
    }

    private static void add(SevenZOutputFile sevenZip, String name, byte[] file) throws IOException {
        SevenZArchiveEntry entry = new SevenZArchiveEntry();
        entry.setName(name);
        sevenZip.putArchiveEntry(entry);
        sevenZip.write(file);
        sevenZip.closeArchiveEntry();
    }
}
