package io.likeness.ingest.layout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.ImportReport.LabelFileUse;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.Split;
import io.likeness.ingest.layout.Recognition.Mismatch;
import io.likeness.ingest.layout.Recognition.Recognised;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecognitionTest {
    private static final List<String> NUMBERS = List.of("faces/000001.jpg", "faces/000002.jpg", "README");
    private static final CelebaTables NONE = new CelebaTables.Builder(1).build();

    @Test
    void recognisesCelebaByATextFileOrItsFolder() {
        assertEquals(
                Layout.CELEBA,
                recognised(NUMBERS, tables(LabelFile.PARTITION, "000001.jpg 0")).kind());
        assertEquals(
                Layout.CELEBA,
                recognised(List.of("data/img_align_celeba/000001.jpg"), NONE).kind());
        assertEquals(Layout.FOLDER, recognised(NUMBERS, NONE).kind());
    }

    @Test
    void readsTheAuthorsTextFiles() {
        FaceLayout layout = recognised(
                NUMBERS,
                tables(
                        LabelFile.ATTRIBUTES,
                        "2\nSmiling Bald \n000001.jpg  1 -1\n000002.jpg -1 -1\n",
                        LabelFile.PARTITION,
                        "000001.jpg 1\r\n000002.jpg 2\r\n",
                        LabelFile.IDENTITY,
                        "000001.jpg 2880\n"));

        assertEquals(List.of("Bald", "Smiling"), layout.labels());
        assertEquals(
                new Subject("2880", Map.of("Smiling", 1.0, "Bald", -1.0), Split.VALIDATION),
                layout.describe("a/b/000001.jpg"));
        assertEquals(
                new Subject(null, Map.of("Smiling", -1.0, "Bald", -1.0), Split.TEST), layout.describe("000002.png"));
        assertEquals(Subject.UNKNOWN, layout.describe("000003.jpg"));
        assertEquals(new CentreCrop(140, 178), layout.defaultCrop());
    }

    @Test
    void readsKagglesTables() {
        FaceLayout layout = recognised(
                NUMBERS,
                tables(
                        LabelFile.ATTRIBUTES,
                        "image_id,Smiling,Bald\n000001.jpg,1,-1\n",
                        LabelFile.PARTITION,
                        "image_id,partition\n000001.jpg,0\n"));

        assertEquals(
                new Subject(null, Map.of("Smiling", 1.0, "Bald", -1.0), Split.TRAIN), layout.describe("000001.jpg"));
    }

    /** What programs make of the two files when they save them, or download them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "image_id,Smiling,Bald\n\n000001.jpg,1,-1\n\n000002.jpg,-1,-1\n\n",
                "\uFEFFimage_id,Smiling,Bald\n000001.jpg,1,-1\n000002.jpg,-1,-1",
                "\uFEFF2\r\nSmiling Bald\r\n000001.jpg 1 -1\r\n000002.jpg -1 -1\r\n",
                "2\n\nSmiling Bald\n\n000001.jpg 1 -1\n000002.jpg -1 -1\n",
                "\"image_id\",\"Smiling\",\"Bald\"\n\"000001.jpg\",\"1\",\"-1\"\n\"000002.jpg\",\"-1\",\"-1\"\n",
                "image_id;Smiling;Bald\n000001.jpg;1;-1\n000002.jpg;-1;-1\n",
                "image_id\tSmiling\tBald\n000001.jpg\t1\t-1\n000002.jpg\t-1\t-1\n",
                ",image_id,Smiling,Bald\n0,000001.jpg,1,-1\n1,000002.jpg,-1,-1\n",
                "Unnamed: 0,image_id,Smiling,Bald\n0,000001.jpg,1,-1\n1,000002.jpg,-1,-1\n",
                "filename,Smiling,Bald\n000001.jpg,1,-1\n000002.jpg,-1,-1\n",
                "image_id Smiling Bald\n000001.jpg 1 -1\n000002.jpg -1 -1\n",
                "image_id,Smiling,Bald\n000001,1,-1\n000002,-1,-1\n",
                "2\nSmiling Bald\n000001 1 -1\n000002 -1 -1\n",
                "image_id, Smiling, Bald,\n000001.jpg, 1, -1,\n000002.jpg, -1, -1,\n"
            })
    void readsAttributesAsProgramsWriteThem(String text) {
        FaceLayout layout = recognised(NUMBERS, tables(LabelFile.ATTRIBUTES, text));

        assertEquals(List.of("Bald", "Smiling"), layout.labels());
        assertEquals(
                Map.of("Smiling", 1.0, "Bald", -1.0),
                layout.describe("000001.jpg").labels());
        assertEquals(
                Map.of("Smiling", -1.0, "Bald", -1.0),
                layout.describe("000002.jpg").labels());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFF000001.jpg 1\n000002.jpg 2\n",
                "000001.jpg 1\n\n\n000002.jpg 2",
                "image_id;partition\n\"000001.jpg\";\"1\"\n\"000002.jpg\";2\n",
                ",image_id,partition\n0,000001.jpg,1\n1,000002.jpg,2\n",
                "000001 1\n000002 2\n"
            })
    void readsPartsAsProgramsWriteThem(String text) {
        FaceLayout layout = recognised(NUMBERS, tables(LabelFile.PARTITION, text));

        assertEquals(Split.VALIDATION, layout.describe("000001.jpg").officialSplit());
        assertEquals(Split.TEST, layout.describe("000002.jpg").officialSplit());
    }

    @Test
    void knowsLabelFilesByName() {
        assertEquals(Optional.of(LabelFile.ATTRIBUTES), LabelFile.named("Downloads/list_attr_celeba (1).csv"));
        assertEquals(Optional.of(LabelFile.PARTITION), LabelFile.named("list_eval_partition(12).txt"));
        assertEquals(Optional.of(LabelFile.ATTRIBUTES), LabelFile.named("celeba/list_attr_celeba.txt"));
        assertEquals(Optional.of(LabelFile.PARTITION), LabelFile.named("list_eval_partition.csv"));
        assertEquals(Optional.of(LabelFile.IDENTITY), LabelFile.named("Anno/identity_CelebA.txt"));
        assertEquals(Optional.empty(), LabelFile.named("list_bbox_celeba.txt"));
        assertTrue(LabelFile.ofPositions("Anno/list_bbox_celeba.txt"));
        assertTrue(LabelFile.ofPositions("list_landmarks_align_celeba (1).csv"));
        assertFalse(LabelFile.ofPositions("list_attr_celeba.txt"));
    }

    @Test
    void namesTheLineOfATextFileThatIsMalformed() {
        assertMalformed(
                "attributes file, line 3: expected 3 columns, found 2",
                LabelFile.ATTRIBUTES,
                "2\nSmiling Bald\n000001.jpg 1\n");
        assertMalformed(
                "attributes file, line 3: expected values of -1 or 1, found '7'",
                LabelFile.ATTRIBUTES,
                "2\nSmiling\n000001.jpg 7\n");
        assertMalformed(
                "attributes file, line 2: expected 3 columns, found 2",
                LabelFile.ATTRIBUTES,
                "image_id,Smiling,Bald\n000001.jpg,1\n");
        assertMalformed(
                "attributes file, line 3: expected 3 columns, found 4",
                LabelFile.ATTRIBUTES,
                "image_id,Smiling,Bald\n000001.jpg,1,1\n000002.jpg,1,1,1\n");
        assertMalformed(
                "attributes file, line 3: expected values of -1 or 1, found ''",
                LabelFile.ATTRIBUTES,
                "image_id,Smiling,Bald\n000001.jpg,1,1\n000002.jpg,,1\n");
        assertMalformed("partition file, line 1: expected 0, 1 or 2, found '3'", LabelFile.PARTITION, "000001.jpg 3");
        assertMalformed(
                "identity file, line 2: expected a name such as 000001.jpg, found 'x'",
                LabelFile.IDENTITY,
                "000001.jpg 3\nx 4\n");
        assertMalformed("identity file, line 1: expected rows of images, found none", LabelFile.IDENTITY, "");
        assertMalformed(
                "identity file, line 1: expected at most 65536 bytes, found more",
                LabelFile.IDENTITY,
                "x".repeat(65_537));
        assertMalformed(
                "identity file, line 1: expected names of at most 256 characters, found 257",
                LabelFile.IDENTITY,
                "000001.jpg " + "x".repeat(257));
    }

    @Test
    void takesTheLastFileForTrueWhereTwoSayDifferentThings() {
        FaceLayout layout = recognised(
                NUMBERS,
                tables(
                        LabelFile.ATTRIBUTES,
                        "2\nSmiling Bald\n000001.jpg 1 1\n000002.jpg 1 -1\n",
                        LabelFile.ATTRIBUTES,
                        "2\nSmiling Bald\n000001.jpg -1 1\n",
                        LabelFile.IDENTITY,
                        "000001.jpg 1\n000002.jpg 2\n",
                        LabelFile.IDENTITY,
                        "000001.jpg 33\n"));

        assertEquals(new Subject("33", Map.of("Smiling", -1.0, "Bald", 1.0), null), layout.describe("000001.jpg"));
        assertEquals(new Subject("2", Map.of("Smiling", 1.0, "Bald", -1.0), null), layout.describe("000002.jpg"));
    }

    @Test
    void forgetsAttributesOfOtherColumns() {
        FaceLayout layout = recognised(
                NUMBERS,
                tables(
                        LabelFile.ATTRIBUTES,
                        "2\nSmiling Bald\n000001.jpg 1 1\n000002.jpg 1 -1\n",
                        LabelFile.ATTRIBUTES,
                        "1\nYoung\n000001.jpg 1\n"));

        assertEquals(List.of("Young"), layout.labels());
        assertEquals(Map.of("Young", 1.0), layout.describe("000001.jpg").labels());
        assertEquals(Map.of(), layout.describe("000002.jpg").labels());
    }

    @Test
    void knowsEveryNumberThatANameCanHave() {
        FaceLayout layout = recognised(
                List.of("000000.jpg", "999999.jpg"),
                tablesWithin(
                        8 << 20,
                        LabelFile.PARTITION,
                        "000000.jpg 1\n999999.jpg 2\n",
                        LabelFile.IDENTITY,
                        "000000.jpg a\n999999.jpg b\n"));

        assertEquals(new Subject("a", Map.of(), Split.VALIDATION), layout.describe("000000.jpg"));
        assertEquals(new Subject("b", Map.of(), Split.TEST), layout.describe("999999.jpg"));
        assertEquals(Subject.UNKNOWN, layout.describe("500000.jpg"));
    }

    @Test
    void refusesLabelFilesThatOutgrowTheirShareOfTheHeap() {
        // Two tables begin with 4 KiB each, and the first split takes a kilobyte.
        tablesWithin(9_224, LabelFile.PARTITION, "000001.jpg 0\n", LabelFile.IDENTITY, "000001.jpg 1\n");

        LikenessException refused = assertThrows(
                LikenessException.class,
                () -> tablesWithin(9_223, LabelFile.PARTITION, "000001.jpg 0\n", LabelFile.IDENTITY, "000001.jpg 1\n"));

        assertEquals(ErrorCode.ARCHIVE_LIMIT_EXCEEDED, refused.code());
        assertEquals(
                "identity_celeba.txt: expected label files that fill at most 9223 bytes of heap, found more",
                refused.getMessage());
    }

    @Test
    void recognisesLfwByPersonFolders() {
        FaceLayout layout =
                recognised(List.of("lfw/Ada_Lovelace/Ada_Lovelace_0001.jpg", "lfw/Bo/Bo_0012.jpg", "lfw/x.txt"), NONE);

        assertEquals(Layout.LFW, layout.kind());
        assertEquals(new CentreCrop(128, 250), layout.defaultCrop());
        assertEquals(
                "Ada_Lovelace",
                layout.describe("Ada_Lovelace/Ada_Lovelace_0001.jpg").identity());
        assertEquals(Subject.UNKNOWN, layout.describe("Ada_Lovelace/Bo_0001.jpg"));
    }

    @Test
    void recognisesUtkfaceByNamesWithAgeGenderAndRace() {
        FaceLayout layout =
                recognised(List.of("UTKFace/31_1_4_20170109.jpg.chip.jpg", "b/7_0_0_20170110225.jpg"), NONE);

        assertEquals(Layout.UTKFACE, layout.kind());
        assertEquals(
                new Subject(null, Map.of("age", 31.0, "gender", 1.0, "race", 4.0), null),
                layout.describe("UTKFace/31_1_4_20170109.jpg.chip.jpg"));
        assertEquals(Subject.UNKNOWN, layout.describe("61_1_20170109150557335.jpg.chip.jpg"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VGG-Face2/train/n000002/0001_01.jpg, VGG-Face2/train/n000003/0001_01.jpg, n000002",
                "CASIA-WebFace/0000045/001.jpg, CASIA-WebFace/0000099/00000017.jpg, 0000045",
                "s1/1.pgm, s2/1.pgm, s1"
            })
    void recognisesKnownDatasetsThatHaveAFolderForEachPerson(String row) {
        List<String> words = List.of(row.split(", "));
        FaceLayout layout = recognised(words.subList(0, 2), NONE);

        assertEquals(Layout.PEOPLE, layout.kind());
        assertEquals(new Subject(words.get(2), Map.of(), null), layout.describe(words.getFirst()));
        assertTrue(layout.people(tally(words.subList(0, 2))).several());
        assertFalse(layout.people(tally(words.subList(0, 1))).several());
    }

    @Test
    void takesFoldersForPeopleWhereThatIsAskedFor() {
        List<String> names = List.of("family/Ann/a.jpg", "family/Bob/b.jpg");
        FaceLayout layout = assertInstanceOf(Recognised.class, Recognition.of(tally(names), NONE, Layout.PEOPLE, 2))
                .layout();

        assertEquals("Ann", layout.describe("family/Ann/a.jpg").identity());
        assertEquals(Subject.UNKNOWN, layout.describe("a.jpg"));
        assertEquals(
                new Mismatch("layout: expected most files named as in people, found 0 of 1"),
                Recognition.of(tally(List.of("a.jpg")), NONE, Layout.PEOPLE, 2));
    }

    @Test
    void knowsNumbersWithoutTheZerosThatTheyBeginWith() {
        FaceLayout layout = recognised(
                List.of("1.jpg", "000002.jpg"),
                tables(LabelFile.ATTRIBUTES, "image_id,Smiling\n000001.jpg,1\n2.jpg,-1\n"));

        assertEquals(Layout.CELEBA, layout.kind());
        assertEquals(Map.of("Smiling", 1.0), layout.describe("1.jpg").labels());
        assertEquals(Map.of("Smiling", -1.0), layout.describe("000002.jpg").labels());
    }

    /** Its numbers are those of other people. */
    @Test
    void takesCelebaHqForNoCeleba() {
        CelebaTables tables = tables(LabelFile.ATTRIBUTES, "image_id,Smiling\n000001.jpg,1\n000002.jpg,-1\n");

        assertEquals(
                Layout.FOLDER,
                recognised(List.of("CelebA-HQ-img/0.jpg", "CelebA-HQ-img/1.jpg", "CelebA-HQ-img/2.jpg"), tables)
                        .kind());
    }

    @Test
    void countsRowsWithoutImageAndImagesWithoutRow() {
        CelebaTables tables = tables(
                LabelFile.ATTRIBUTES,
                "image_id,Smiling\n000001.jpg,1\n000007.jpg,1\n000008.jpg,-1\n",
                LabelFile.PARTITION,
                "000001.jpg 0\n000002.jpg 1\n");
        NameTally names = tally(NUMBERS);

        assertEquals(
                List.of(
                        new LabelFileUse("list_attr_celeba.txt", 3, 2, 2, List.of()),
                        new LabelFileUse("list_eval_partition.txt", 2, 0, 1, List.of())),
                tables.uses(recognised(NUMBERS, tables).labelled(names), names.files()));
        assertEquals(
                new LabelFileUse("list_attr_celeba.txt", 3, 3, 3, List.of()),
                tables.uses(new FolderLayout().labelled(names), names.files()).getFirst());
    }

    @Test
    void takesAnythingElseAsPlainFolders() {
        FaceLayout layout = recognised(List.of("cats/1.png", "dogs/2.png"), NONE);

        assertEquals(Layout.FOLDER, layout.kind());
        assertEquals(Subject.UNKNOWN, layout.describe("cats/1.png"));
    }

    @Test
    void honoursTheLayoutThatIsAskedForAndRefusesOneThatDoesNotFit() {
        assertEquals(
                Layout.FOLDER,
                assertInstanceOf(
                                Recognised.class,
                                Recognition.of(tally(List.of("Bo/Bo_0001.jpg")), NONE, Layout.FOLDER, 2))
                        .layout()
                        .kind());
        assertEquals(
                new Mismatch("layout: expected most files named as in lfw, found 0 of 3"),
                Recognition.of(tally(NUMBERS), NONE, Layout.LFW, 2));
    }

    private static FaceLayout recognised(List<String> names, CelebaTables tables) {
        return assertInstanceOf(Recognised.class, Recognition.of(tally(names), tables, null, 2))
                .layout();
    }

    private static NameTally tally(List<String> names) {
        NameTally tally = new NameTally();
        names.forEach(tally::add);
        return tally;
    }

    private static CelebaTables tables(Object... kindsAndTexts) {
        return tablesWithin(1 << 20, kindsAndTexts);
    }

    private static CelebaTables tablesWithin(long mostBytes, Object... kindsAndTexts) {
        CelebaTables.Builder builder = new CelebaTables.Builder(mostBytes);
        for (int k = 0; k < kindsAndTexts.length; k += 2) {
            byte[] text = kindsAndTexts[k + 1].toString().getBytes(UTF_8);
            try (InputStream in = new ByteArrayInputStream(text)) {
                builder.add((LabelFile) kindsAndTexts[k], in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return builder.build();
    }

    private static void assertMalformed(String message, LabelFile kind, String text) {
        LikenessException refused = assertThrows(LikenessException.class, () -> tables(kind, text));
        assertEquals(message, refused.getMessage());
    }
}
