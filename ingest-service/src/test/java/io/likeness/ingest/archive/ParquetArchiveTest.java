package io.likeness.ingest.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.ingest.archive.EntryBytes.Damaged;
import io.likeness.ingest.archive.EntryBytes.OverLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.parquet.format.CompressionCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Datasets as hubs have them. */
class ParquetArchiveTest extends ArchiveScenario {
    private static final List<byte[]> IMAGES =
            IntStream.range(0, 20).mapToObj(k -> noise(3_000 + k)).toList();

    private static final List<String> PATHS =
            IntStream.range(0, 20).mapToObj(k -> "faces/" + k + ".jpg").toList();

    @ParameterizedTest
    @EnumSource(names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4_RAW"})
    void readsImagesRowByRowWhateverCompressesThem(CompressionCodec codec) throws IOException {
        Map<String, EntryBytes> read =
                read(written(new ParquetBytes(7, codec).images(IMAGES, PATHS).written()), GENEROUS);

        assertEquals(20, read.size());
        for (int k = 0; k < 20; k++) {
            assertArrayEquals(IMAGES.get(k), complete(read, "%08d-%d.jpg".formatted(k, k)));
        }
    }

    @Test
    void readsTheOtherColumnsAsLinesBesideTheImages() throws IOException {
        byte[] file = new ParquetBytes(2, CompressionCodec.SNAPPY)
                .images(IMAGES.subList(0, 3), Arrays.asList("a.jpg", null, "b/c.jpg"))
                .truths("Smiling", Arrays.asList(true, null, false))
                .numbers("age", List.of(31.5, 40.0, 2.0))
                .integers("gender", List.of(0L, 1L, 0L))
                .integers("identity", List.of(2L, 0L, 2L))
                .texts("caption", Arrays.asList("\u00e9t\u00e9", null, ""))
                .meanings(
                        "{\"info\":{\"features\":{\"gender\":{\"names\":[\"female\",\"male\"]},\"identity\":{\"names\":[\"Ann\",\"Bo\",\"Cy\"]}}}}")
                .written();

        Map<String, EntryBytes> read = read(written(file), GENEROUS);

        assertEquals(
                List.of(ParquetArchive.LABELS, "00000000-a.jpg", "00000001", "00000002-c.jpg"),
                List.copyOf(read.keySet()));
        assertEquals("""
                {"Smiling":true,"age":31.5,"caption":"\u00e9t\u00e9","file_name":"00000000-a.jpg","gender":0,"identity":"Cy"}
                {"age":40.0,"file_name":"00000001","gender":1,"identity":"Ann"}
                {"Smiling":false,"age":2.0,"caption":"","file_name":"00000002-c.jpg","gender":0,"identity":"Cy"}
                """, new String(complete(read, ParquetArchive.LABELS), UTF_8));
    }

    @Test
    void readsAColumnOfBytesWithTheNamesBesideIt() throws IOException {
        byte[] file = new ParquetBytes(9, CompressionCodec.GZIP)
                .texts("image_id", List.of("one.jpg", "two.jpg"))
                .bytes("content", IMAGES.subList(0, 2))
                .written();

        assertEquals(
                List.of("00000000-one.jpg", "00000001-two.jpg"),
                List.copyOf(read(written(file), GENEROUS).keySet()));
    }

    @Test
    void namesRowsWithoutAnImageAndImagesThatAreTooLarge() throws IOException {
        byte[] file = new ParquetBytes(9, CompressionCodec.SNAPPY)
                .images(Arrays.asList(noise(100), null, noise(6_000)), Arrays.asList("a.jpg", null, "c.jpg"))
                .written();

        Map<String, EntryBytes> read = read(written(file), new ArchiveLimits(9, 1 << 20, 5_500, 1, 1000));

        assertArrayEquals(noise(100), complete(read, "00000000-a.jpg"));
        assertEquals(new Damaged("its row has no image"), read.get("00000001"));
        assertEquals(new OverLimit("expected at most 5500 bytes, found 6000"), read.get("00000002-c.jpg"));
    }

    @Test
    void refusesATableWithoutImages() throws IOException {
        byte[] file = new ParquetBytes(9, CompressionCodec.SNAPPY)
                .texts("image", List.of("https://example.org/1.jpg"))
                .integers("label", List.of(1L))
                .written();

        assertRefused(
                ErrorCode.UNSUPPORTED_ARCHIVE,
                "expected a Parquet file with a column of images (struct<bytes, path> or bytes), found columns image, label",
                written(file),
                GENEROUS);
    }

    @Test
    void refusesGroupsThatTheHeapHasNoRoomFor() throws IOException {
        byte[] file = new ParquetBytes(9, CompressionCodec.SNAPPY)
                .images(List.of(new byte[40 << 20], new byte[40 << 20]), List.of("1.jpg", "2.jpg"))
                .written();

        assertRefused(
                ErrorCode.ARCHIVE_LIMIT_EXCEEDED,
                "write the Parquet file with fewer rows a group",
                written(file),
                GENEROUS);
    }

    @Test
    void keepsTheLimitsOnTheWhole() throws IOException {
        Path file = written(new ParquetBytes(7, CompressionCodec.SNAPPY)
                .images(IMAGES, PATHS)
                .written());

        assertRefused(ErrorCode.ARCHIVE_LIMIT_EXCEEDED, "entries", file, new ArchiveLimits(19, 1 << 30, 9_000, 1, 9));
        assertRefused(ErrorCode.ARCHIVE_LIMIT_EXCEEDED, "bytes", file, new ArchiveLimits(20, 50_000, 9_000, 1, 9));
    }

    /** Whatever a byte is changed to, the file is read or refused, and nothing is waited for without end. */
    @Test
    @Timeout(120)
    void refusesWhatIsDamaged() throws IOException {
        byte[] whole = new ParquetBytes(2, CompressionCodec.SNAPPY)
                .images(IMAGES.subList(0, 5), PATHS.subList(0, 5))
                .truths("Smiling", List.of(true, false, true, true, false))
                .written();
        Random random = new Random(3);
        int refused = 0;
        for (int k = 0; k < 400; k++) {
            byte[] damaged = whole.clone();
            int at = k < 200 ? whole.length - 1 - random.nextInt(600) : random.nextInt(whole.length);
            damaged[at] ^= (byte) (1 + random.nextInt(255));
            try {
                read(written(damaged), GENEROUS);
            } catch (LikenessException e) {
                refused++;
            }
        }
        assertTrue(refused > 50, refused + " of 400 refused");
        assertRefused(
                ErrorCode.UNSUPPORTED_ARCHIVE,
                "cut off or damaged",
                written(Arrays.copyOf(whole, whole.length / 2)),
                GENEROUS);
    }

    @Test
    void isWrittenWithoutAnImageAsATar() throws IOException {
        Path file = written(new ParquetBytes(7, CompressionCodec.SNAPPY)
                .images(IMAGES, PATHS)
                .integers("age", IntStream.range(0, 20).mapToObj(k -> (long) k).toList())
                .written());
        Path rest = folder.resolve("rest");

        assertTrue(
                Archive.open(file, GENEROUS).without(Digests.sha256(noise(9))).isEmpty());
        Archive.Rest without = Archive.open(file, GENEROUS)
                .without(Digests.sha256(IMAGES.get(8)))
                .orElseThrow();
        without.write(rest);

        Map<String, EntryBytes> read = read(rest, GENEROUS);
        assertTrue(Files.size(rest) <= without.mostBytes());
        assertEquals(20, read.size());
        assertFalse(read.containsKey("00000008-8.jpg"));
        assertArrayEquals(IMAGES.get(9), complete(read, "00000009-9.jpg"));
        String labels = new String(complete(read, ParquetArchive.LABELS), UTF_8);
        assertEquals(19, labels.lines().count());
        assertFalse(labels.contains("00000008"), labels);
    }
}
