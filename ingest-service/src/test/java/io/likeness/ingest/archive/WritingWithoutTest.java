package io.likeness.ingest.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.ingest.TestArchive;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that are written again without one file. */
class WritingWithoutTest {
    private static final ArchiveLimits GENEROUS = new ArchiveLimits(100_000, 1L << 30, 1 << 20, 1 << 20, 1000);
    private static final byte[] TAKEN_BACK = noise(1, 70_000);
    private static final String DIGEST = Digests.sha256(TAKEN_BACK);

    @TempDir
    Path folder;

    @Test
    void leavesOutAFileWhateverItsNamesAndKeepsTheOthersToTheByte() throws IOException {
        TestArchive files = new TestArchive()
                .file("a/first.jpg", noise(2, 3_000))
                .file("a/taken.jpg", TAKEN_BACK)
                .file("long/".repeat(40) + "second.jpg", noise(3, 513))
                .file("__MACOSX/._again", TAKEN_BACK)
                .file("empty", "")
                .file("last.txt", "last");
        for (Path archive : files.each(folder)) {
            Path copy = without(archive);

            Map<String, byte[]> read = read(copy);
            assertEquals(
                    List.of("a/first.jpg", "long/".repeat(40) + "second.jpg", "empty", "last.txt"),
                    List.copyOf(read.keySet()));
            assertArrayEquals(noise(2, 3_000), read.get("a/first.jpg"));
            assertArrayEquals(noise(3, 513), read.get("long/".repeat(40) + "second.jpg"));
            assertArrayEquals(new byte[0], read.get("empty"));
            assertArrayEquals("last".getBytes(UTF_8), read.get("last.txt"));
            assertEquals(-1, Files.mismatch(copy, without(archive)), "the same archive gives the same bytes");
            assertEquals(Optional.empty(), Archive.open(copy, GENEROUS).without(DIGEST), "it holds it no more");
        }
    }

    @Test
    void writesNothingIfTheFileIsNotInIt() throws IOException {
        TestArchive files = new TestArchive().file("a.jpg", noise(2, 3_000)).file("b.jpg", DIGEST);
        for (Path archive : files.each(folder)) {
            assertEquals(Optional.empty(), Archive.open(archive, GENEROUS).without(DIGEST));
        }
    }

    @Test
    void leavesAnArchiveOfNothingElseEmpty() throws IOException {
        TestArchive files = new TestArchive().file("a.jpg", TAKEN_BACK);

        assertEquals(Map.of(), read(without(files.zip(folder))));
        assertEquals(2 * 512, Files.size(without(files.tar(folder))));
    }

    @Test
    void keepsTheCompressedBytesOfEveryKindOfEntryThatProgramsWrite() throws IOException {
        for (Zip64Mode mode : List.of(Zip64Mode.Always, Zip64Mode.Never)) {
            for (boolean streamed : List.of(true, false)) {
                Path archive = target();
                try (OutputStream out = Files.newOutputStream(archive);
                        ZipArchiveOutputStream zip =
                                streamed ? new ZipArchiveOutputStream(out) : new ZipArchiveOutputStream(archive)) {
                    zip.setUseZip64(mode);
                    kinds(zip);
                }

                Path copy = without(archive);

                Map<String, byte[]> read = read(copy);
                assertEquals(List.of("before.txt", "stored.bin", "folder/", "after.txt"), List.copyOf(read.keySet()));
                assertArrayEquals(noise(4, 9_000), read.get("stored.bin"));
                assertArrayEquals("text".repeat(500).getBytes(UTF_8), read.get("after.txt"));
                // What is gone is the file and what the archive said of it.
                assertTrue(Files.size(copy) < Files.size(archive) - TAKEN_BACK.length + 200);
            }
        }
    }

    @Test
    void leavesOutWhatNoReaderOfAZipSees() throws IOException {
        byte[] hidden = Files.readAllBytes(
                new TestArchive().file("hidden.jpg", noise(6, 900)).zip(folder));
        byte[] zip = Files.readAllBytes(
                new TestArchive().file("1.jpg", "one").file("2.jpg", TAKEN_BACK).zip(folder));
        byte[] both = Arrays.copyOf(hidden, hidden.length + zip.length);
        System.arraycopy(zip, 0, both, hidden.length, zip.length);

        Path copy = without(Files.write(target(), both));

        assertArrayEquals("one".getBytes(UTF_8), read(copy).get("1.jpg"));
        assertFalse(new String(Files.readAllBytes(copy), ISO_8859_1).contains("hidden.jpg"));
    }

    @Test
    void writesMoreEntriesThanTheShortEndOfAZipCounts() throws IOException {
        TestArchive files = new TestArchive().file("taken.jpg", TAKEN_BACK);
        for (int k = 0; k < 70_000; k++) {
            files.file("%05d".formatted(k), new byte[0]);
        }

        Path copy = without(files.zip(folder));

        assertEquals(70_000, read(copy).size());
    }

    @Test
    void takesFilesOutOfATarBehindTheEndOfAnother() throws IOException {
        byte[] one = Files.readAllBytes(new TestArchive()
                .file("1.jpg", noise(1, 700))
                .file("taken.jpg", TAKEN_BACK)
                .tar(folder));
        byte[] other = Files.readAllBytes(new TestArchive()
                .file("again.jpg", TAKEN_BACK)
                .file("2.jpg", noise(2, 900))
                .tar(folder));
        Path copy = without(Files.write(target(), TestArchive.joined(one, other)));

        Map<String, Integer> left = new LinkedHashMap<>();
        Archive.open(copy, GENEROUS)
                .visit((name, content) ->
                        left.put(name, ((EntryBytes.Complete) content.read(GENEROUS.entryBytes())).content().length));
        assertEquals(Map.of("1.jpg", 700, "2.jpg", 900), left);
        assertTrue(Archive.open(copy, GENEROUS).without(DIGEST).isEmpty());
    }

    @Test
    void writesNothingOfAnArchiveThatIsCutOff() throws IOException {
        TestArchive files = new TestArchive().file("1.jpg", TAKEN_BACK).file("2.jpg", noise(5, 50_000));
        for (Path archive : files.each(folder)) {
            byte[] whole = Files.readAllBytes(archive);
            Path cut = Files.write(target(), Arrays.copyOf(whole, whole.length * 3 / 4));

            LikenessException refused = assertThrows(
                    LikenessException.class, () -> Archive.open(cut, GENEROUS).without(DIGEST));
            assertEquals(ErrorCode.UNSUPPORTED_ARCHIVE, refused.code());
        }
    }

    /** It is no image that an import takes in, and what an import does not expand is not counted. */
    @Test
    void looksPastFilesThatAreLargerThanAnImage() throws IOException {
        ArchiveLimits limits = new ArchiveLimits(100, 1 << 20, 100_000, 1 << 20, 1000);
        Path archive = new TestArchive()
                .file("video.mp4", noise(7, 2 << 20))
                .file("taken.jpg", TAKEN_BACK)
                .zip(folder);
        Path target = target();

        Archive.open(archive, limits).without(DIGEST).orElseThrow().write(target);

        assertEquals(List.of("video.mp4"), List.copyOf(read(target).keySet()));
    }

    @Test
    void looksPastLabelsAndFilesOfOperatingSystemsAsAnImportDoes() throws IOException {
        ArchiveLimits limits = new ArchiveLimits(100, 150_000, 100_000, 1 << 20, 1000);
        Path archive = new TestArchive()
                .file("__MACOSX/._1.jpg", noise(7, 90_000))
                .file("list_attr_celeba.txt", noise(8, 90_000))
                .file("taken.jpg", TAKEN_BACK)
                .zip(folder);

        assertTrue(Archive.open(archive, limits).without(DIGEST).isPresent());
    }

    @Test
    void endsWhenItsThreadIsInterrupted() throws IOException {
        Path archive = new TestArchive().file("1.jpg", TAKEN_BACK).zip(folder);
        Thread.currentThread().interrupt();
        try {
            LikenessException ended = assertThrows(
                    LikenessException.class,
                    () -> Archive.open(archive, GENEROUS).without(DIGEST));
            assertTrue(ended.retriable());
        } finally {
            assertTrue(Thread.interrupted(), "the caller is to see the interrupt");
        }
    }

    private static void kinds(ZipArchiveOutputStream zip) throws IOException {
        put(zip, new ZipArchiveEntry("before.txt"), "before".repeat(300).getBytes(UTF_8));
        ZipArchiveEntry stored = new ZipArchiveEntry("stored.bin");
        stored.setMethod(ZipEntry.STORED);
        stored.setSize(9_000);
        CRC32 crc = new CRC32();
        crc.update(noise(4, 9_000));
        stored.setCrc(crc.getValue());
        put(zip, stored, noise(4, 9_000));
        put(zip, new ZipArchiveEntry("taken.jpg"), TAKEN_BACK);
        put(zip, new ZipArchiveEntry("folder/"), new byte[0]);
        put(zip, new ZipArchiveEntry("after.txt"), "text".repeat(500).getBytes(UTF_8));
    }

    private static void put(ZipArchiveOutputStream zip, ZipArchiveEntry entry, byte[] content) throws IOException {
        zip.putArchiveEntry(entry);
        zip.write(content);
        zip.closeArchiveEntry();
    }

    private Path without(Path archive) throws IOException {
        Path target = target();
        Archive.open(archive, GENEROUS).without(DIGEST).orElseThrow().write(target);
        return target;
    }

    /** As other programs read it. */
    private static Map<String, byte[]> read(Path archive) throws IOException {
        Map<String, byte[]> read = new LinkedHashMap<>();
        if (ArchiveFormat.of(archive) == ArchiveFormat.ZIP) {
            try (ZipFile zip =
                    ZipFile.builder().setByteArray(Files.readAllBytes(archive)).get()) {
                for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                    read.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
                }
            }
            return read;
        }
        boolean gzipped = ArchiveFormat.of(archive) == ArchiveFormat.COMPRESSED_TAR;
        try (InputStream raw = Files.newInputStream(archive);
                TarArchiveInputStream tar = new TarArchiveInputStream(gzipped ? new GZIPInputStream(raw) : raw)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                read.put(entry.getName(), tar.readAllBytes());
            }
        }
        return read;
    }

    private Path target() {
        return folder.resolve("file-" + System.nanoTime());
    }

    private static byte[] noise(long seed, int length) {
        byte[] noise = new byte[length];
        new Random(seed).nextBytes(noise);
        return noise;
    }
}
