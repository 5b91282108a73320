package io.likeness.ingest.archive;

import static io.likeness.ingest.TestArchive.joined;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.ingest.TestArchive;
import io.likeness.ingest.archive.EntryBytes.Damaged;
import io.likeness.ingest.archive.EntryBytes.OverLimit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;

class ArchiveTest extends ArchiveScenario {
    @Test
    void readsEachKindAlikeWhateverItsName() throws IOException {
        TestArchive files = new TestArchive()
                .file("b/two.jpg", "2")
                .file("a/one.jpg", "one")
                .file("empty", "");
        for (Path archive : files.each(folder)) {
            Map<String, EntryBytes> read = read(archive, GENEROUS);

            assertEquals(List.of("b/two.jpg", "a/one.jpg", "empty"), List.copyOf(read.keySet()));
            assertArrayEquals("one".getBytes(UTF_8), complete(read, "a/one.jpg"));
            assertEquals(0, complete(read, "empty").length);
        }
    }

    @Test
    void leavesOutWhatOperatingSystemsAdd() throws IOException {
        TestArchive files = new TestArchive()
                .file("__MACOSX/faces/._1.jpg", "x")
                .file("faces/._1.jpg", "x")
                .file("faces/.DS_Store", "x")
                .file("faces/Thumbs.db", "x")
                .file("outer/__MACOSX/1.jpg", "x")
                .file("faces/1.jpg", "x");

        assertEquals(
                List.of("faces/1.jpg"),
                List.copyOf(read(files.zip(folder), GENEROUS).keySet()));
        assertEquals(
                List.of("faces/1.jpg"),
                List.copyOf(read(files.tgz(folder), GENEROUS).keySet()));
    }

    @Test
    void makesNamesHarmless() {
        assertEquals("etc/passwd", EntryNames.harmless("../../etc/passwd"));
        assertEquals("C:/faces/1.jpg", EntryNames.harmless("C:\\faces\\.\\1.jpg"));
        assertEquals("a_b/c", EntryNames.harmless("/a\nb//c"));
        assertEquals("unnamed", EntryNames.harmless("../.."));
        assertEquals(1_024, EntryNames.harmless("x".repeat(5_000)).length());
    }

    @Test
    void refusesWhatIsNoArchive() throws IOException {
        assertRefused(ErrorCode.UNSUPPORTED_ARCHIVE, "an empty file", written(new byte[0]), GENEROUS);
        assertRefused(
                ErrorCode.UNSUPPORTED_ARCHIVE,
                "archive: expected zip, 7z, tar (also as gz, bz2, xz, zst or lz4) or Parquet, found a RAR archive: unpack it, and pack the photos as a zip",
                written("Rar!....".getBytes(UTF_8)),
                GENEROUS);
        assertRefused(ErrorCode.UNSUPPORTED_ARCHIVE, "begins with", written(noise(5_000)), GENEROUS);
        assertRefused(ErrorCode.UNSUPPORTED_ARCHIVE, "without a tar", gzipped("hello".getBytes(UTF_8)), GENEROUS);
    }

    @Test
    void refusesAnArchiveThatIsCutOff() throws IOException {
        TestArchive files = new TestArchive().file("1.jpg", noise(5_000)).file("2.jpg", noise(5_000));
        for (Path archive : files.each(folder)) {
            byte[] whole = Files.readAllBytes(archive);

            assertRefused(
                    ErrorCode.UNSUPPORTED_ARCHIVE,
                    "archive: expected a whole",
                    written(Arrays.copyOf(whole, whole.length * 2 / 3)),
                    GENEROUS);
        }
    }

    @Test
    void namesADamagedEntryOfAZipAndReadsTheOthers() throws IOException {
        Path archive = new TestArchive()
                .file("1.jpg", noise(5_000))
                .file("2.jpg", "two")
                .zip(folder);
        byte[] damaged = Files.readAllBytes(archive);
        damaged[2_000] ^= 1;

        Map<String, EntryBytes> read = read(written(damaged), GENEROUS);

        assertInstanceOf(Damaged.class, read.get("1.jpg"));
        assertArrayEquals("two".getBytes(UTF_8), complete(read, "2.jpg"));
    }

    @Test
    void readsEveryKindOfEntryThatProgramsWrite() throws IOException {
        byte[] photo = noise(70_000);
        Path archive = folder.resolve("kinds");
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(archive)) {
            zip.setUseZip64(Zip64Mode.Always);
            zip.setCreateUnicodeExtraFields(ZipArchiveOutputStream.UnicodeExtraFieldPolicy.ALWAYS);
            zip.setEncoding("ISO-8859-1");
            put(zip, new ZipArchiveEntry("é/deflated.jpg"), photo);
            ZipArchiveEntry stored = new ZipArchiveEntry("stored.jpg");
            stored.setMethod(ZipEntry.STORED);
            stored.setSize(photo.length);
            CRC32 crc = new CRC32();
            crc.update(photo);
            stored.setCrc(crc.getValue());
            put(zip, stored, photo);
            put(zip, new ZipArchiveEntry("folder/"), new byte[0]);
            ZipArchiveEntry link = new ZipArchiveEntry("link.jpg");
            link.setUnixMode(0xa1ff);
            put(zip, link, "stored.jpg".getBytes(UTF_8));
        }

        Map<String, EntryBytes> read = read(archive, GENEROUS);

        assertEquals(List.of("é/deflated.jpg", "stored.jpg"), List.copyOf(read.keySet()));
        assertArrayEquals(photo, complete(read, "é/deflated.jpg"));
        assertArrayEquals(photo, complete(read, "stored.jpg"));
    }

    @Test
    void findsTheFilesOfAZipThatHasSomethingBeforeIt() throws IOException {
        byte[] zip = Files.readAllBytes(new TestArchive().file("1.jpg", "one").zip(folder));
        byte[] before =
                Files.readAllBytes(new TestArchive().file("2.jpg", "two").zip(folder));

        Map<String, EntryBytes> read = read(written(joined(before, zip)), GENEROUS);

        assertEquals(List.of("1.jpg"), List.copyOf(read.keySet()));
        assertArrayEquals("one".getBytes(UTF_8), complete(read, "1.jpg"));
    }

    @Test
    void findsAZipByItsEndWhateverIsBeforeIt() throws IOException {
        byte[] zip = Files.readAllBytes(new TestArchive().file("1.jpg", "one").zip(folder));
        byte[] program = noise(70_000);
        byte[] spanning = {'P', 'K', '0', '0'};
        byte[] split = {'P', 'K', 7, 8};
        for (byte[] before : List.of(program, spanning, split)) {
            Map<String, EntryBytes> read = read(written(joined(before, zip)), GENEROUS);

            assertArrayEquals("one".getBytes(UTF_8), complete(read, "1.jpg"));
        }
    }

    @Test
    void saysThatTheOtherPartsOfASplitZipAreMissing() throws IOException {
        byte[] zip = Files.readAllBytes(new TestArchive().file("1.jpg", "one").zip(folder));
        byte[] first = joined(new byte[] {'P', 'K', 7, 8}, Arrays.copyOf(zip, 30));
        byte[] last = zip.clone();
        last[zip.length - 22 + 4] = 1;

        for (byte[] part : List.of(first, last)) {
            assertRefused(
                    ErrorCode.UNSUPPORTED_ARCHIVE,
                    "found a part of a split zip: join its parts, as 'zip -s 0",
                    written(part),
                    GENEROUS);
        }
    }

    @Test
    void refusesAZipWhoseDirectoryIsDamaged() throws IOException {
        byte[] zip = Files.readAllBytes(
                new TestArchive().file("1.jpg", "one").file("2.jpg", "two").zip(folder));
        for (int at = zip.length - 1, found = 0; found < 1; at--) {
            if (zip[at] == 'P' && zip[at + 1] == 'K' && zip[at + 2] == 1 && zip[at + 3] == 2) {
                zip[at] = 'X';
                found++;
            }
        }

        assertRefused(ErrorCode.UNSUPPORTED_ARCHIVE, "without a readable central directory", written(zip), GENEROUS);
    }

    @Test
    void namesAnEntryThatIsEncrypted() throws IOException {
        byte[] zip = Files.readAllBytes(new TestArchive().file("1.jpg", "one").zip(folder));
        int directory = zip.length - 22 - 46 - "1.jpg".length();
        zip[directory + 8] |= 1;

        assertEquals(new Damaged("encrypted"), read(written(zip), GENEROUS).get("1.jpg"));
    }

    @Test
    void opensAFileAsAStreamThatEndsWithIt() throws IOException {
        TestArchive files = new TestArchive().file("1", "one").file("2", "two");
        for (Path archive : files.each(folder)) {
            Map<String, String> read = new LinkedHashMap<>();
            Archive.open(archive, GENEROUS).visit((name, content) -> {
                try (InputStream in = content.open(3)) {
                    read.put(name, new String(in.readAllBytes(), UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });

            assertEquals(Map.of("1", "one", "2", "two"), read);
        }
    }

    @Test
    void readsAZipWhileItsThreadIsInterrupted() throws IOException {
        Path archive = new TestArchive().file("1.jpg", "one").zip(folder);
        Thread.currentThread().interrupt();
        try {
            assertArrayEquals("one".getBytes(UTF_8), complete(read(archive, GENEROUS), "1.jpg"));
        } finally {
            assertTrue(Thread.interrupted(), "the reader's caller is to see the interrupt");
        }
    }

    private static void put(ZipArchiveOutputStream zip, ZipArchiveEntry entry, byte[] content) throws IOException {
        zip.putArchiveEntry(entry);
        zip.write(content);
        zip.closeArchiveEntry();
    }

    @Test
    void refusesMoreEntriesThanTheLimit() throws IOException {
        ArchiveLimits two = new ArchiveLimits(2, 1 << 20, 1 << 20, 1 << 20, 1000);
        TestArchive files = new TestArchive().file("1", "x").file("2", "x");
        assertEquals(2, read(files.zip(folder), two).size());
        assertEquals(2, read(files.tar(folder), two).size());

        files.file("3", "x");

        assertRefused(ErrorCode.ARCHIVE_LIMIT_EXCEEDED, "at most 2 entries", files.zip(folder), two);
        assertRefused(ErrorCode.ARCHIVE_LIMIT_EXCEEDED, "at most 2 entries", files.tar(folder), two);
    }

    @Test
    void refusesMoreBytesThanTheLimit() throws IOException {
        TestArchive files = new TestArchive().file("1", noise(50_000)).file("2", noise(50_000));
        ArchiveLimits limits = new ArchiveLimits(10, 99_999, 1 << 20, 1 << 20, 1000);

        assertRefused(ErrorCode.ARCHIVE_LIMIT_EXCEEDED, "at most 99999 bytes", files.zip(folder), limits);
        assertRefused(ErrorCode.ARCHIVE_LIMIT_EXCEEDED, "at most 99999 bytes", files.tgz(folder), limits);
    }

    @Test
    void refusesAnArchiveThatExpandsPastTheRatio() throws IOException {
        ArchiveLimits limits = new ArchiveLimits(100, 1L << 30, 64 << 20, 1 << 20, 100);

        assertRefused(
                ErrorCode.ARCHIVE_LIMIT_EXCEEDED,
                "at most 100 expanded bytes per byte",
                new TestArchive().file("zeros", new byte[20 << 20]).tgz(folder),
                limits);
    }

    @Test
    void skipsAnEntryThatExpandsPastTheRatio() throws IOException {
        ArchiveLimits limits = new ArchiveLimits(100, 1L << 30, 64 << 20, 1 << 20, 100);
        Path archive = new TestArchive()
                .file("zeros", new byte[4 << 20])
                .file("1", "x")
                .zip(folder);

        Map<String, EntryBytes> read = read(archive, limits);

        assertInstanceOf(OverLimit.class, read.get("zeros"));
        assertEquals(1, complete(read, "1").length);
    }

    @Test
    void skipsAnEntryThatIsTooLong() throws IOException {
        ArchiveLimits limits = new ArchiveLimits(100, 1L << 30, 1_000, 1 << 20, 1000);
        TestArchive files = new TestArchive().file("long", noise(1_001)).file("fits", noise(1_000));
        for (Path archive : files.each(folder)) {
            Map<String, EntryBytes> read = read(archive, limits);

            assertInstanceOf(OverLimit.class, read.get("long"));
            assertEquals(1_000, complete(read, "fits").length);
        }
    }
}
