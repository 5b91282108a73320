package io.likeness.ingest.dataset;

import static io.likeness.ingest.DrawnImages.drawn;
import static io.likeness.ingest.DrawnImages.encoded;
import static io.likeness.ingest.DrawnImages.jpeg;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.dataset.ImportReport.SkipReason;
import io.likeness.imaging.Crop;
import io.likeness.imaging.Framing;
import io.likeness.imaging.TensorShape;
import io.likeness.imaging.photo.PhotoLimits;
import io.likeness.ingest.TestArchive;
import io.likeness.ingest.archive.ArchiveLimits;
import io.likeness.ingest.dataset.ImportOutcome.Imported;
import io.likeness.ingest.dataset.ImportOutcome.Refused;
import io.likeness.ingest.shard.FilledShard;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Archives that are larger, or hold files that are larger, than an import takes. */
class ImportLimitsTest extends DatasetImportScenario {
    @Test
    void namesEachFileThatItLeavesOut() {
        byte[] whole = jpeg(1);
        Path archive = new TestArchive()
                .file("a/good.jpg", whole)
                .file("a/again.jpg", whole)
                .file("a/cut.jpg", Arrays.copyOf(jpeg(2), 500))
                .file("a/notes.txt", "hello")
                .file("a/tiny.png", encoded(drawn(3, 8, 8), "png"))
                .file("a/wide.png", encoded(drawn(4, 201, 100), "png"))
                .file("a/long.jpg", new byte[60_000])
                .file("__MACOSX/a/._good.jpg", "x")
                .file("a/.DS_Store", "x")
                .zip(folder);
        ImportLimits limits = new ImportLimits(
                new ArchiveLimits(100, 1 << 20, 50_000, 1_000, 1_000), new PhotoLimits(20_000, 16, 8 << 20), 1 << 20);

        Imported imported = assertInstanceOf(Imported.class, run(limits, archive, Map.of(), options(null)));

        assertEquals(
                List.of(
                        Map.entry("a/again.jpg", SkipReason.DUPLICATE),
                        Map.entry("a/cut.jpg", SkipReason.BROKEN),
                        Map.entry("a/notes.txt", SkipReason.NOT_AN_IMAGE),
                        Map.entry("a/tiny.png", SkipReason.TOO_SMALL),
                        Map.entry("a/wide.png", SkipReason.TOO_LARGE),
                        Map.entry("a/long.jpg", SkipReason.TOO_LARGE)),
                imported.skipped().stream().map(DatasetImportScenario::reason).toList());
        assertEquals(2, imported.skippedByReason().get(SkipReason.TOO_LARGE));
        assertEquals(7, imported.entries());
        assertEquals(1, imported.counts().total());
    }

    @Test
    void refusesALabelFileThatIsTooLong() {
        ImportLimits limits = new ImportLimits(
                new ArchiveLimits(100, 1 << 20, 50_000, 10, 1_000), new PhotoLimits(20_000, 16, 8 << 20), 1 << 20);
        Path archive = celebaImages("").file("list_attr_celeba.txt", ATTRIBUTES).zip(folder);

        Refused refused = assertInstanceOf(Refused.class, run(limits, archive, Map.of(), options(null)));

        assertEquals(ErrorCode.ARCHIVE_LIMIT_EXCEEDED, refused.failure().code());
    }

    @Test
    void importsALargePhotoWithinItsMemoryAsIfItWereSmall() {
        // 12 MB decoded, and 1 MiB to decode it in: every fourth pixel is kept, and so is the framing.
        BufferedImage large = drawn(1, 2_000, 2_000);
        Path archive = new TestArchive()
                .file("a.png", encoded(large, "png"))
                .file("b.jpg", encoded(large, "jpeg"))
                .file("c.bmp", encoded(drawn(2, 4_000, 200), "bmp"))
                .zip(folder);
        ImportLimits limits = new ImportLimits(
                new ArchiveLimits(100, 32 << 20, 16 << 20, 1_000, 10_000),
                new PhotoLimits(5_000_000, 16, 1 << 20),
                1 << 20);

        Imported imported = assertInstanceOf(Imported.class, run(limits, archive, Map.of(), options(null)));

        byte[] whole =
                new Framing(Crop.square(), new TensorShape(1, 64)).apply(large).values();
        for (FilledShard shard : sink.shards()) {
            for (int k = 0; k < shard.images().length; k++) {
                // A fifth of the drawing's contrast, on the pixels of its edge, which is thinned out.
                assertEquals((double) (whole[k % whole.length] & 0xff), shard.images()[k] & 0xff, 25, "value " + k);
            }
        }
        assertEquals(2, imported.counts().total());
        assertEquals(
                List.of(Map.entry("c.bmp", SkipReason.TOO_LARGE)),
                imported.skipped().stream().map(DatasetImportScenario::reason).toList());
    }

    @Test
    void refusesAtOnceWhatTheHeapHasNoRoomFor() throws IOException {
        // The tables of three images fill 4 KiB for each file's first numbers and names, and the attributes eight
        // bytes.
        Path attributes = Files.writeString(folder.resolve("attributes"), ATTRIBUTES);
        Path archive = celebaImages("").zip(folder);
        Map<String, Path> companions = Map.of("list_attr_celeba.txt", attributes);
        long enough = 2 * 4_096 + 8 + 3 * SeenFiles.BYTES_PER_FILE;

        assertInstanceOf(Imported.class, run(withIndex(enough), archive, companions, options(null)));
        Refused refused =
                assertInstanceOf(Refused.class, run(withIndex(enough - 1), archive, companions, options(null)));

        assertEquals(
                new Failure(
                        ErrorCode.ARCHIVE_LIMIT_EXCEEDED,
                        "archive: expected at most 2 files, for which the heap has room beside the labels, found 3",
                        false),
                refused.failure());
    }

    private static ImportLimits withIndex(long bytes) {
        return new ImportLimits(ImportLimits.DEFAULTS.archive(), ImportLimits.DEFAULTS.photo(), bytes);
    }
}
