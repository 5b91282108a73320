package io.likeness.ingest.dataset;

import static io.likeness.ingest.DrawnImages.drawn;
import static io.likeness.ingest.DrawnImages.encoded;
import static io.likeness.ingest.DrawnImages.jpeg;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.ImportOptions;
import io.likeness.contracts.dataset.ImportReport.SkipReason;
import io.likeness.contracts.dataset.ImportReport.SkippedEntry;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.RefusedThumbnails;
import io.likeness.contracts.dataset.Shard;
import io.likeness.ingest.KeepingSink;
import io.likeness.ingest.TestArchive;
import io.likeness.ingest.dataset.ImportOutcome.Imported;
import io.likeness.ingest.dataset.ImportOutcome.Refused;
import io.likeness.ingest.shard.FilledShard;
import io.likeness.ingest.shard.ShardSink;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DatasetImportTest extends DatasetImportScenario {
    @Test
    void refusesAnArchiveWithoutAUsableImage() {
        assertRefused(
                ErrorCode.NO_USABLE_IMAGE,
                "archive: expected images, found 1 files and none usable, the first: a/notes.txt (NOT_AN_IMAGE,"
                        + " expected JPEG, PNG, GIF, WebP, BMP, TIFF, PGM and PPM, found none of them)",
                new TestArchive().file("a/notes.txt", "hello").zip(folder),
                options(null));
        assertRefused(
                ErrorCode.NO_USABLE_IMAGE,
                "archive: expected images, found no files",
                new TestArchive().file(".DS_Store", "x").zip(folder),
                options(null));
    }

    @Test
    void appliesTheCropAndShapeThatAreAskedFor() {
        Path archive = new TestArchive()
                .file("a.png", encoded(drawn(1, 100, 60), "png"))
                .zip(folder);

        ImportOutcome outcome = run(
                ImportLimits.DEFAULTS,
                archive,
                Map.of(),
                new ImportOptions(null, 3, 32, new CentreCrop(1, 2), "for tests"));

        assertEquals(
                new CentreCrop(1, 2), assertInstanceOf(Imported.class, outcome).crop());
        FilledShard shard = sink.shards().getFirst();
        assertEquals(3 * 32 * 32, shard.images().length);
        // The middle of the drawing lies within the disc, whose red is 220.
        assertEquals(220, shard.images()[16 * 32 + 16] & 0xff);
    }

    @Test
    void givesTheSameShardsWhateverTheThreads() {
        TestArchive files = new TestArchive();
        for (int k = 0; k < 1_500; k++) {
            // Sizes differ widely, so that workers finish out of order.
            files.file("faces/%d.jpg".formatted(k), encoded(drawn(k, 20 + k % 50, 20 + 31 * k % 90), "jpeg"));
        }
        Path archive = files.zip(folder);

        List<Shard> sequential = shards(archive, 1);

        assertEquals(sequential, shards(archive, 4));
        assertEquals(3, sequential.stream().map(Shard::split).distinct().count());
    }

    @Test
    void passesOnWhatTheSinkThrows() {
        Path archive = new TestArchive().file("a.jpg", jpeg(1)).zip(folder);
        LikenessException away = new LikenessException(ErrorCode.OBJECT_STORE_UNAVAILABLE, "store: away");

        LikenessException thrown = assertThrows(
                LikenessException.class,
                () -> new DatasetImport(ImportLimits.DEFAULTS, 1)
                        .run(new ImportSource(archive, Map.of()), options(null), shard -> {
                            throw away;
                        }));

        assertEquals(away, thrown);
    }

    @Test
    void endsAtTheNextFileOnceItIsInterrupted() {
        ShardSink interrupting = new ShardSink() {
            @Override
            public Shard store(FilledShard shard) {
                throw new AssertionError("a shard of an interrupted import");
            }

            @Override
            public void recognised(Layout layout, long entries) {
                Thread.currentThread().interrupt();
            }
        };
        Path archive = celebaImages("").zip(folder);

        LikenessException ended = assertThrows(
                LikenessException.class,
                () -> new DatasetImport(ImportLimits.DEFAULTS, 2)
                        .run(new ImportSource(archive, Map.of()), options(null), interrupting));

        assertTrue(Thread.interrupted(), "the runner is to see the interrupt");
        assertEquals("import: interrupted", ended.getMessage());
    }

    @Test
    void leavesOutWhatWasErased() {
        byte[] erased = jpeg(2);
        Path archive = new TestArchive()
                .file("1.jpg", jpeg(1))
                .file("2.jpg", erased)
                .file("3.jpg", jpeg(3))
                .file("again.jpg", erased)
                .zip(folder);
        String digest = Digests.sha256(erased);
        List<Predicate<String>> held = new ArrayList<>();
        KeepingSink asking = new KeepingSink() {
            @Override
            public void taking(Predicate<String> holds) {
                assertFalse(holds.test(Digests.sha256(jpeg(3))), "nothing is taken in yet");
                held.add(holds);
            }
        };

        ImportOutcome outcome = new DatasetImport(ImportLimits.DEFAULTS, 2)
                .run(new ImportSource(archive, Map.of()), options(null), Set.of(digest), null, asking);

        Imported imported = assertInstanceOf(Imported.class, outcome);
        assertEquals(2, imported.counts().total());
        assertEquals(Map.of(SkipReason.ERASED, 2L), imported.skippedByReason());
        assertEquals(
                List.of("2.jpg", "again.jpg"),
                imported.skipped().stream().map(SkippedEntry::source).toList());
        assertFalse(held.getFirst().test(digest));
        assertTrue(held.getFirst().test(Digests.sha256(jpeg(3))));
    }

    @Test
    void picturesTheFirstRefusedFilesOfEachReasonThatShowSomething() throws IOException {
        byte[] wide = encoded(drawn(7, 200, 8), "png");
        TestArchive archive = new TestArchive()
                .file("1.jpg", jpeg(1))
                .file("broken.jpg", Arrays.copyOf(jpeg(2), 300))
                .file("note.txt", new byte[] {1})
                .file("wide.png", wide);
        for (int k = 0; k < RefusedThumbnails.MOST_OF_A_REASON + 2; k++) {
            archive.file("small-%02d.png".formatted(k), encoded(drawn(k, 12, 15), "png"));
        }
        archive.file("same.jpg", jpeg(1)).file("again.jpg", jpeg(1));

        Imported imported = imported(archive.zip(folder), Map.of());

        List<String> pictured = imported.skipped().stream()
                .filter(entry -> entry.thumbnail() != null)
                .map(SkippedEntry::source)
                .toList();
        assertEquals(RefusedThumbnails.MOST_OF_A_REASON + 2, pictured.size(), pictured::toString);
        assertEquals("wide.png", pictured.getFirst());
        assertEquals("small-22.png", pictured.get(RefusedThumbnails.MOST_OF_A_REASON - 1));
        assertEquals(List.of("same.jpg", "again.jpg"), pictured.subList(RefusedThumbnails.MOST_OF_A_REASON, 26));
        assertEquals(
                RefusedThumbnails.MOST_OF_A_REASON + 1, imported.thumbnails().size(), "one of each file");
        BufferedImage middle = read(imported.thumbnails().get(Digests.sha256(wide)));
        assertEquals(8, middle.getWidth());
        assertEquals(8, middle.getHeight());
        assertEquals(
                64, read(imported.thumbnails().get(Digests.sha256(jpeg(1)))).getWidth());
    }

    @Test
    void picturesNothingLargerThanItMay() throws IOException {
        Path archive =
                new TestArchive().file("1.jpg", jpeg(1)).file("2.jpg", jpeg(1)).zip(folder);

        ImportOutcome outcome =
                run(ImportLimits.DEFAULTS, archive, Map.of(), new ImportOptions(null, 3, 128, null, null));

        Imported imported = assertInstanceOf(Imported.class, outcome);
        assertEquals(
                96, read(imported.thumbnails().get(Digests.sha256(jpeg(1)))).getWidth());
    }

    @Test
    void showsNothingOfASmallImageThatWasErased() {
        byte[] erased = encoded(drawn(3, 10, 10), "png");
        String digest = Digests.sha256(erased);
        Path archive = new TestArchive()
                .file("1.jpg", jpeg(1))
                .file("small.png", erased)
                .zip(folder);
        List<Predicate<String>> held = new ArrayList<>();

        Imported before = without(Set.of(), archive, held);
        Imported after = without(Set.of(digest), archive, held);

        assertEquals(Set.of(digest), before.thumbnails().keySet());
        assertTrue(held.getFirst().test(digest), "it is kept as a picture");
        assertEquals(Map.of(), after.thumbnails());
        assertEquals(Map.of(SkipReason.ERASED, 1L), after.skippedByReason());
        assertFalse(held.getLast().test(digest));
    }

    private static Imported without(Set<String> erased, Path archive, List<Predicate<String>> held) {
        KeepingSink asking = new KeepingSink() {
            @Override
            public void taking(Predicate<String> holds) {
                held.add(holds);
            }
        };
        return assertInstanceOf(
                Imported.class,
                new DatasetImport(ImportLimits.DEFAULTS, 1)
                        .run(new ImportSource(archive, Map.of()), options(null), erased, null, asking));
    }

    private static BufferedImage read(byte @Nullable [] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(Objects.requireNonNull(png)));
    }

    @Test
    void makesNoDatasetOfNothingButErasedImages() {
        Path archive = new TestArchive().file("1.jpg", jpeg(1)).zip(folder);

        ImportOutcome outcome = new DatasetImport(ImportLimits.DEFAULTS, 1)
                .run(new ImportSource(archive, Map.of()), options(null), Set.of(Digests.sha256(jpeg(1))), null, sink);

        assertEquals(
                ErrorCode.NO_USABLE_IMAGE,
                assertInstanceOf(Refused.class, outcome).failure().code());
    }

    private static List<Shard> shards(Path archive, int parallelism) {
        ImportOutcome outcome = new DatasetImport(ImportLimits.DEFAULTS, parallelism)
                .run(new ImportSource(archive, Map.of()), options(null), new KeepingSink());
        return assertInstanceOf(Imported.class, outcome).shards();
    }
}
