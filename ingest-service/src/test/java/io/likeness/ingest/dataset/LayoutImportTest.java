package io.likeness.ingest.dataset;

import static io.likeness.ingest.DrawnImages.jpeg;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.FaceFrame;
import io.likeness.contracts.dataset.ImportReport;
import io.likeness.contracts.dataset.ImportReport.LabelFileUse;
import io.likeness.contracts.dataset.ImportReport.SkipReason;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.Split;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.ingest.KeepingSink;
import io.likeness.ingest.TestArchive;
import io.likeness.ingest.dataset.BaseDataset.PlacedRow;
import io.likeness.ingest.dataset.ImportOutcome.Imported;
import io.likeness.ingest.dataset.ImportOutcome.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Archives laid out as each of the known datasets is. */
class LayoutImportTest extends DatasetImportScenario {
    private static final String PARTITION = "000001.jpg 0\n000002.jpg 1\n000003.jpg 2\n";

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
    void importsFoldersAsClassesWithTheirParts() {
        TestArchive faces = new TestArchive();
        for (int k = 0; k < 12; k++) {
            faces.file("%s/%s/%d.jpg".formatted(k < 8 ? "train" : "test", k % 2 == 0 ? "happy" : "sad", k), jpeg(k));
        }

        Imported imported = imported(faces.zip(folder), Map.of());

        assertEquals(Layout.CLASSES, sink.layout());
        assertEquals(List.of("happy", "sad"), imported.labels());
        assertEquals(Map.of("happy", 6L, "sad", 6L), imported.labelCounts());
        assertEquals(8, imported.counts().train());
        assertTrue(imported.counts().validation() > 0, "half of what is held out");
        assertEquals(
                Map.of("happy", -1.0, "sad", 1.0), sink.row("train/sad/3.jpg").labels());
    }

    /** As WebDataset has it. */
    @Test
    void importsATarWhoseImagesHaveTheirLabelsBesideThem() {
        TestArchive samples = new TestArchive().file("README.txt", "Faces.");
        for (int k = 0; k < 4; k++) {
            samples.file("shard/%06d.cls".formatted(k), Integer.toString(k % 2))
                    .file("shard/%06d.jpg".formatted(k), jpeg(k))
                    .file("shard/%06d.json".formatted(k), "{\"age\":%d}".formatted(20 + k))
                    .file("shard/%06d.txt".formatted(k), "face " + k);
        }
        samples.file("shard/000004.jpg", jpeg(4)).file("shard/000004.json", "no JSON");

        Imported imported = imported(samples.tar(folder), Map.of());

        assertEquals(List.of("age", "cls"), imported.labels());
        assertEquals(7, sink.entries(), "five images, and two files that are none");
        assertEquals(7, sink.read());
        assertEquals(Map.of(SkipReason.NOT_AN_IMAGE, 2L), imported.skippedByReason());
        assertEquals(List.of(new LabelFileUse("*.cls, *.json, *.txt", 4, 0, 3, List.of("txt"))), imported.labelFiles());
        ShardRow row = sink.row("shard/000003.jpg");
        assertEquals(Map.of("age", 23.0, "cls", 1.0), row.labels());
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
                                "list_bbox_celeba.txt", partition)),
                "");
    }

    private void assertCeleba(Imported imported, String path) {
        assertEquals(Layout.CELEBA, imported.layout());
        assertEquals(Layout.CELEBA, sink.layout());
        assertEquals(new CentreCrop(140, 178), imported.crop());
        FaceFrame frame = imported.frame();
        assertNotNull(frame);
        assertEquals(0.36, frame.leftX(), 0.005);
        assertEquals(0.53, frame.rightY(), 0.005);
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
                        .file("lfw/Ada/Ada_0001.jpg", jpeg(3))
                        .file("lfw/Ada/Ada_0002.jpg", jpeg(4))
                        .zip(folder),
                Map.of());
        assertEquals(Layout.LFW, lfw.layout());
        assertEquals("Bo", sink.row("lfw/Bo/Bo_0002.jpg").identity());
        assertInOneSplit("Bo");
        assertInOneSplit("Ada");
    }

    private void assertInOneSplit(String person) {
        long splits = Stream.of(Split.values())
                .filter(split -> sink.rows(split).stream().anyMatch(row -> person.equals(row.identity())))
                .count();
        assertEquals(1, splits, person + " is in one split");
    }

    @Test
    void splitsPeopleOfFoldersByPerson() {
        TestArchive images = new TestArchive();
        for (int person = 1; person <= 20; person++) {
            for (int k = 1; k <= 4; k++) {
                images.file("train/n%06d/%04d_01.jpg".formatted(person, k), jpeg(10 * person + k));
            }
        }
        Imported people = imported(images.zip(folder), Map.of());

        assertEquals(Layout.PEOPLE, people.layout());
        for (int person = 1; person <= 20; person++) {
            assertInOneSplit("n%06d".formatted(person));
        }
        assertTrue(people.counts().train() < 80, "some are held out");
    }

    /** Of three friends chance would leave nobody to validate in six of seven cases. */
    @Test
    void holdsOutOneOfFewPeopleAndKeepsThemWholeAsMoreComes() {
        TestArchive archive = new TestArchive();
        for (int k = 0; k < 12; k++) {
            archive.file("person %d/%d.jpg".formatted(k % 6 == 5 ? 3 : k % 2 + 1, k), jpeg(k));
        }
        Imported friends = assertInstanceOf(
                Imported.class, run(ImportLimits.DEFAULTS, archive.zip(folder), Map.of(), options(Layout.PEOPLE)));

        assertEquals(new SplitCounts(10, 2, 0), friends.counts());
        assertEquals(
                Set.of("person 3"),
                sink.rows(Split.VALIDATION).stream().map(ShardRow::identity).collect(toSet()));

        BaseDataset base = new BaseDataset(
                new DatasetManifest(
                        "base",
                        "faces",
                        Layout.PEOPLE,
                        1,
                        64,
                        friends.crop(),
                        friends.counts(),
                        List.of(),
                        friends.shards(),
                        null,
                        null),
                "0".repeat(64),
                new ImportReport(
                        "base", Layout.PEOPLE, 12, friends.counts(), Map.of(), List.of(), Map.of(), List.of(), 1),
                () -> Stream.of(Split.TRAIN, Split.VALIDATION)
                        .flatMap(split -> sink.rows(split).stream().map(row -> new PlacedRow(split, row))));
        KeepingSink more = new KeepingSink();
        TestArchive later =
                new TestArchive().file("person 3/100.jpg", jpeg(100)).file("person 1/101.jpg", jpeg(101));
        assertInstanceOf(
                Imported.class,
                new DatasetImport(ImportLimits.DEFAULTS, 2)
                        .run(
                                new ImportSource(later.zip(folder), Map.of()),
                                options(Layout.PEOPLE),
                                Set.of(),
                                base,
                                more));
        assertEquals(
                List.of("person 3/100.jpg"),
                more.rows(Split.VALIDATION).stream().map(ShardRow::source).toList());
    }

    @Test
    void takesNoMaskForAFace() {
        Imported masked = imported(
                new TestArchive()
                        .file("CelebA-HQ-img/0.jpg", jpeg(1))
                        .file("CelebAMask-HQ-mask-anno/0/00000_hair.png", jpeg(2))
                        .file("CelebAMask-HQ-mask-anno/0/00000_l_eye.png", jpeg(3))
                        .zip(folder),
                Map.of());

        assertEquals(1, masked.counts().total());
        assertEquals(Map.of(SkipReason.NO_FACE, 2L), masked.skippedByReason());
    }

    @Test
    void tellsOfRowsAndImagesThatDoNotMeet() throws IOException {
        Path attributes = Files.writeString(folder.resolve("labels"), "image_id,Smiling\n000001.jpg,1\n000009.jpg,1\n");
        Imported half = imported(
                new TestArchive().file("1.jpg", jpeg(1)).file("2.jpg", jpeg(2)).zip(folder),
                Map.of("list_attr_celeba.csv", attributes));

        assertEquals(List.of(new LabelFileUse("list_attr_celeba.txt", 2, 1, 1, List.of())), half.labelFiles());
    }

    @Test
    void holdsOutSomeImagesOfAPersonAlone() {
        TestArchive images = new TestArchive();
        for (int k = 1; k <= 30; k++) {
            images.file("Bo/Bo_%04d.jpg".formatted(k), jpeg(k));
        }
        Imported one = imported(images.zip(folder), Map.of());
        assertEquals(Layout.LFW, one.layout());
        assertTrue(
                one.counts().train() > 15 && one.counts().validation() > 0,
                () -> one.counts().toString());
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
    void takesLabelsOfATableInTheArchiveAndOfObjectsBesideIt() throws IOException {
        TestArchive images = new TestArchive()
                .file(
                        "set/labels.csv",
                        "file_name,Smiling,split,mood\na.jpg,1,train,glad\nb.jpg,0,test,\nlost.jpg,1,train,\n")
                .file("set/a.jpg", jpeg(1))
                .file("set/b.jpg", jpeg(2))
                .file("set/c.jpg", jpeg(3));
        Path companion = Files.writeString(
                folder.resolve("companion"), "{\"file_name\": \"c.jpg\", \"person\": \"Cleo\", \"age\": 40}\n");

        Imported imported = imported(images.zip(folder), Map.of("metadata.jsonl", companion));

        assertEquals(Layout.FOLDER, imported.layout());
        assertEquals(List.of("Smiling", "age"), imported.labels());
        assertEquals(3, imported.entries(), "the table is no image");
        assertEquals(Map.of("Smiling", 1.0), sink.row("set/a.jpg").labels());
        assertEquals(Map.of("age", 40.0), sink.row("set/c.jpg").labels());
        assertEquals("Cleo", sink.row("set/c.jpg").identity());
        // What the authors do not place trains; of the part that they hold out the first validates.
        assertEquals(new SplitCounts(2, 1, 0), imported.counts());
        assertEquals(
                List.of(new LabelFileUse("labels.csv, metadata.jsonl", 4, 1, 0, List.of("mood"))),
                imported.labelFiles());
    }

    @Test
    void refusesACompanionThatNamesNoImages() throws IOException {
        Path companion = Files.writeString(folder.resolve("companion"), "id,Smiling\n1,1\n");
        Refused refused = assertInstanceOf(
                Refused.class,
                run(
                        ImportLimits.DEFAULTS,
                        new TestArchive().file("a.jpg", jpeg(1)).zip(folder),
                        Map.of("labels.csv", companion),
                        options(null)));
        assertEquals(
                "labels.csv: expected a column that names the image, file_name, filename, image, image_id, path, file, found none",
                refused.failure().message());
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
    void refusesACompanionOfWhichNobodyKnowsWhatItSays() throws IOException {
        Path companion = Files.writeString(folder.resolve("companion"), ATTRIBUTES);
        Refused refused = assertInstanceOf(
                Refused.class,
                run(ImportLimits.DEFAULTS, celebaImages("").zip(folder), Map.of("more.csv", companion), options(null)));
        assertEquals(
                new Failure(
                        ErrorCode.UNSUPPORTED_ARCHIVE,
                        "companion: expected one named list_attr_celeba.txt, list_eval_partition.txt,"
                                + " identity_celeba.txt, or .csv instead of .txt, or one of metadata.csv, metadata.jsonl, labels.csv,"
                                + " labels.jsonl, or another archive, found 'more.csv'",
                        false),
                refused.failure());
    }

    private List<String> sources(Split split) {
        return sink.rows(split).stream().map(ShardRow::source).toList();
    }
}
