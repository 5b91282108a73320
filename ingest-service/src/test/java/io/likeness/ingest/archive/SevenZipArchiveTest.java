package io.likeness.ingest.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.ingest.TestArchive;
import io.likeness.ingest.archive.EntryBytes.Damaged;
import io.likeness.ingest.archive.EntryBytes.OverLimit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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

    /** The library would make room for what is claimed. */
    @Test
    void refusesADirectoryThatClaimsToBeLargerThanTheHeap() throws IOException {
        byte[] start = ByteBuffer.allocate(32)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(Arrays.copyOf(Files.readAllBytes(files.sevenZip(folder)), 12))
                .putLong(5)
                .putLong(2_000_000_000L)
                .array();
        assertRefused(
                ErrorCode.UNSUPPORTED_ARCHIVE,
                "its directory is 2000000000 bytes long",
                written(Arrays.copyOf(start, 200)),
                GENEROUS);

        byte[] header = ByteBuffer.allocate(40)
                .order(ByteOrder.LITTLE_ENDIAN)
                // Encoded; one packed stream of 5 bytes; one folder of one coder, LZMA with its properties.
                .put(new byte[] {0x17, 6, 0, 1, 9, 5, 0, 7, 0x0b, 1, 0, 1, 0x23, 3, 1, 1, 5, 0x5d, 0, 0, 1, 0, 0x0c})
                .put((byte) 0xff)
                .putLong(1_900_000_000L)
                .array();
        ByteBuffer encoded = ByteBuffer.allocate(32 + 5 + header.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(start, 0, 12)
                .putLong(5)
                .putLong(header.length)
                .putInt(0)
                .put(new byte[5])
                .put(header);
        assertRefused(
                ErrorCode.UNSUPPORTED_ARCHIVE,
                "its directory is 1900000000 bytes long",
                written(encoded.array()),
                GENEROUS);
    }

    @Test
    void leavesOutLinksAsInATar() throws IOException {
        Path archive = folder.resolve("linked");
        try (SevenZOutputFile sevenZip = new SevenZOutputFile(archive.toFile())) {
            SevenZArchiveEntry link = new SevenZArchiveEntry();
            link.setName("link.jpg");
            link.setHasWindowsAttributes(true);
            link.setWindowsAttributes(0xa1ff8000);
            sevenZip.putArchiveEntry(link);
            sevenZip.write("1.jpg".getBytes(StandardCharsets.UTF_8));
            sevenZip.closeArchiveEntry();
            add(sevenZip, "1.jpg", noise(5_000));
        }

        assertEquals(List.of("1.jpg"), List.copyOf(read(archive, GENEROUS).keySet()));
    }

    @Test
    void tellsHowMuchRoomTheRestTakes() throws IOException {
        Path archive = new TestArchive()
                .file("zeros.bmp", new byte[300_000])
                .file("gone.jpg", noise(5_000))
                .sevenZip(folder);
        Archive.Rest rest = Archive.open(archive, GENEROUS)
                .without(Digests.sha256(noise(5_000)))
                .orElseThrow();

        assertTrue(Files.size(archive) < 10_000 && rest.mostBytes() >= 300_000, rest::toString);
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
