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
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.ImportOptions;
import io.likeness.contracts.dataset.ImportReport.SkipReason;
import io.likeness.contracts.dataset.ImportReport.SkippedEntry;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.Split;
import io.likeness.imaging.Crop;
import io.likeness.imaging.Framing;
import io.likeness.imaging.TensorShape;
import io.likeness.imaging.photo.PhotoLimits;
import io.likeness.ingest.KeepingSink;
import io.likeness.ingest.TestArchive;
import io.likeness.ingest.archive.ArchiveLimits;
import io.likeness.ingest.dataset.ImportOutcome.Imported;
import io.likeness.ingest.dataset.ImportOutcome.Refused;
import io.likeness.ingest.shard.FilledShard;
import io.likeness.ingest.shard.ShardSink;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetImportTest {
    private static final String ATTRIBUTES = "3\nSmiling\n000001.jpg 1\n000002.jpg -1\n000003.jpg 1\n";
    private static final String PARTITION = "000001.jpg 0\n000002.jpg 1\n000003.jpg 2\n";

    @TempDir
    Path folder;

    private final KeepingSink sink = new KeepingSink();

    @Test
    void importsCelebaWithItsTextFilesInTheArchive() {
        Path archive = celebaImages("outer/img_align_celeba/")
                .file("outer/list_attr_celeba.txt", ATTRIBUTES)
                .file("outer/list_eval_partition.txt", PARTITION)
                .tgz(folder);

        assertCeleba(imported(archive, Map.of()), "outer/img_align_celeba/");
        assertEquals(3, sink.entries());
        assertEquals(3, sink.read());
    }

    @Test
    void importsCelebaWithItsTextFilesAsCompanions() throws IOException {
        Path attributes = Files.writeString(folder.resolve("one"), ATTRIBUTES);
        Path partition = Files.writeString(folder.resolve("two"), PARTITION.replace(' ', ','));

        assertCeleba(
                imported(
                        celebaImages("").zip(folder),
                        Map.of(
                                "list_attr_celeba.txt", attributes,
                                "list_eval_partition.csv", partition,
                                "notes.txt", partition)),
                "");
    }

    private void assertCeleba(Imported imported, String path) {
        assertEquals(Layout.CELEBA, imported.layout());
        assertEquals(Layout.CELEBA, sink.layout());
        assertEquals(new CentreCrop(140, 178), imported.crop());
        assertEquals(List.of("Smiling"), imported.labels());
        assertEquals(Map.of("Smiling", 2L), imported.labelCounts());
        assertEquals(List.of(path + "000001.jpg"), sources(Split.TRAIN));
        assertEquals(List.of(path + "000002.jpg"), sources(Split.VALIDATION));
        assertEquals(List.of(path + "000003.jpg"), sources(Split.TEST));
        assertEquals(Map.of("Smiling", -1.0), sink.row(path + "000002.jpg").labels());
    }

    @Test
    void importsLfwSplitByPerson() {
        Imported lfw = imported(
                new TestArchive()
                        .file("lfw/Bo/Bo_0001.jpg", jpeg(1))
                        .file("lfw/Bo/Bo_0002.jpg", jpeg(2))
                        .zip(folder),
                Map.of());
        assertEquals(Layout.LFW, lfw.layout());
        assertEquals("Bo", sink.row("lfw/Bo/Bo_0002.jpg").identity());
        assertEquals(1, lfw.shards().size(), "one person is in one split");
    }

    @Test
    void importsUtkfaceWithItsLabels() {
        Imported utkface = imported(
                new TestArchive().file("26_1_2_20170116.jpg.chip.jpg", jpeg(3)).tar(folder), Map.of());
        assertEquals(Layout.UTKFACE, utkface.layout());
        assertEquals(List.of("age", "gender", "race"), utkface.labels());
        assertEquals(Map.of("age", 1L, "gender", 1L, "race", 1L), utkface.labelCounts());
    }

    @Test
    void importsPlainFolders() {
        Imported plain =
                imported(new TestArchive().file("more/friends/a.jpg", jpeg(4)).tgz(folder), Map.of());
        assertEquals(Layout.FOLDER, plain.layout());
        assertEquals(new CentreCrop(1, 1), plain.crop());
    }

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
                imported.skipped().stream().map(DatasetImportTest::reason).toList());
        assertEquals(2, imported.skippedByReason().get(SkipReason.TOO_LARGE));
        assertEquals(7, imported.entries());
        assertEquals(1, imported.counts().total());
    }

    @Test
    void refusesAnArchiveWithoutAUsableImage() {
        assertRefused(
                ErrorCode.NO_USABLE_IMAGE,
                "archive: expected images, found 1 files and none usable, the first: a/notes.txt (NOT_AN_IMAGE,"
                        + " expected JPEG, PNG, BMP, GIF or WebP, found none of them)",
                new TestArchive().file("a/notes.txt", "hello").zip(folder),
                options(null));
        assertRefused(
                ErrorCode.NO_USABLE_IMAGE,
                "archive: expected images, found no files",
                new TestArchive().file(".DS_Store", "x").zip(folder),
                options(null));
    }

    @Test
    void refusesALayoutThatTheArchiveDoesNotHave() {
        assertRefused(
                ErrorCode.UNSUPPORTED_ARCHIVE,
                "layout: expected most files named as in utkface, found 0 of 1",
                new TestArchive().file("a.jpg", jpeg(1)).zip(folder),
                options(Layout.UTKFACE));
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
                imported.skipped().stream().map(DatasetImportTest::reason).toList());
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
                .run(new ImportSource(archive, Map.of()), options(null), Set.of(digest), asking);

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
    void makesNoDatasetOfNothingButErasedImages() {
        Path archive = new TestArchive().file("1.jpg", jpeg(1)).zip(folder);

        ImportOutcome outcome = new DatasetImport(ImportLimits.DEFAULTS, 1)
                .run(new ImportSource(archive, Map.of()), options(null), Set.of(Digests.sha256(jpeg(1))), sink);

        assertEquals(
                ErrorCode.NO_USABLE_IMAGE,
                assertInstanceOf(Refused.class, outcome).failure().code());
    }

    private static ImportLimits withIndex(long bytes) {
        return new ImportLimits(ImportLimits.DEFAULTS.archive(), ImportLimits.DEFAULTS.photo(), bytes);
    }

    private static List<Shard> shards(Path archive, int parallelism) {
        ImportOutcome outcome = new DatasetImport(ImportLimits.DEFAULTS, parallelism)
                .run(new ImportSource(archive, Map.of()), options(null), new KeepingSink());
        return assertInstanceOf(Imported.class, outcome).shards();
    }

    private Imported imported(Path archive, Map<String, Path> companions) {
        return assertInstanceOf(Imported.class, run(ImportLimits.DEFAULTS, archive, companions, options(null)));
    }

    private ImportOutcome run(
            ImportLimits limits, Path archive, Map<String, Path> companions, ImportOptions importOptions) {
        return new DatasetImport(limits, 2).run(new ImportSource(archive, companions), importOptions, sink);
    }

    private void assertRefused(ErrorCode code, String message, Path archive, ImportOptions importOptions) {
        Refused refused = assertInstanceOf(Refused.class, run(ImportLimits.DEFAULTS, archive, Map.of(), importOptions));
        assertEquals(new Failure(code, message, false), refused.failure());
        assertEquals(List.of(), sink.shards());
    }

    private List<String> sources(Split split) {
        return sink.rows(split).stream().map(ShardRow::source).toList();
    }

    private static Map.Entry<String, SkipReason> reason(SkippedEntry entry) {
        return Map.entry(entry.source(), entry.reason());
    }

    private static ImportOptions options(@Nullable Layout layout) {
        return new ImportOptions(layout, 1, 64, null, null);
    }

    private static TestArchive celebaImages(String path) {
        return new TestArchive()
                .file(path + "000001.jpg", encoded(drawn(1, 89, 109), "jpeg"))
                .file(path + "000002.jpg", encoded(drawn(2, 89, 109), "jpeg"))
                .file(path + "000003.jpg", encoded(drawn(3, 89, 109), "jpeg"));
    }
}
