package io.likeness.ingest.layout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.ImportReport.LabelFileUse;
import io.likeness.contracts.dataset.Split;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnTableTest {
    private final OwnTable table = new OwnTable(1 << 20);

    @Test
    void readsNumbersTruthsPeopleAndPartsOfATable() throws IOException {
        add("metadata.csv", """
                \uFEFFfile_name,Smiling,age,person,split,mood
                a.jpg,true,31,Ann,train,happy
                "b, c.jpg",no,,Bob,val,sad

                d.jpg,-1,0.1,Ann,TEST
                """);

        assertEquals(List.of("Smiling", "age"), table.labels());
        assertEquals(new Subject("Ann", Map.of("Smiling", 1.0, "age", 31.0), Split.TRAIN), describe("faces/a.jpg"));
        assertEquals(new Subject("Bob", Map.of("Smiling", -1.0), Split.VALIDATION), describe("b, c.jpg"));
        assertEquals(new Subject("Ann", Map.of("Smiling", -1.0, "age", 0.1), Split.TEST), describe("d.jpg"));
        assertEquals(Subject.UNKNOWN, describe("e.jpg"));
        assertEquals(Map.of("Ann", 2, "Bob", 1), table.people().images());
        assertEquals(Set.of(Split.TRAIN, Split.VALIDATION, Split.TEST), table.parts());
    }

    @Test
    void readsAnObjectALine() throws IOException {
        add("labels.jsonl", """
                {"file_name": "one/a.jpg", "Smiling": true, "attributes": {"age": 31}, "caption": "a face", "box": [1, 2]}
                {"file_name": "two/a.jpg", "Smiling": false, "identity": 7}
                """);

        assertEquals(List.of("Smiling", "age"), table.labels());
        assertEquals(
                Map.of("Smiling", 1.0, "age", 31.0), describe("set/one/a.jpg").labels());
        assertEquals(new Subject("7", Map.of("Smiling", -1.0), null), describe("two/a.jpg"));
        assertEquals(Subject.UNKNOWN, describe("three/a.jpg"), "it is named with its folder");
    }

    @Test
    void countsWhatDidNotMeetAndWhatIsOfWords() throws IOException {
        add("labels.csv", "image,Smiling,mood\na.jpg,1,happy\nb.jpg,0,sad\nc.jpg,1,\n");
        for (String image : List.of("a.jpg", "x/b.jpg", "y.jpg", "z.jpg")) {
            table.meet(image);
        }

        assertEquals(List.of(new LabelFileUse("labels.csv", 3, 1, 2, List.of("mood"))), table.uses());
    }

    @Test
    void tellsImagesOfOneNameApartWhereEachHasATableBesideIt() throws IOException {
        add("set/train/metadata.csv", "file_name,age\na.jpg,31\n");
        add("set/test/metadata.csv", "file_name,age\na.jpg,62\nb.jpg,7\n");
        add("notes/labels.csv", "file_name,age\nset/c.jpg,8\n");
        assertEquals(Map.of("age", 31.0), describe("set/train/a.jpg").labels());
        assertEquals(Map.of("age", 62.0), describe("set/test/a.jpg").labels());
        assertEquals(Map.of("age", 7.0), describe("elsewhere/b.jpg").labels());
        assertEquals(Map.of("age", 8.0), describe("set/c.jpg").labels());
        for (String image : List.of("set/train/a.jpg", "set/test/a.jpg", "one/b.jpg", "two/b.jpg")) {
            table.meet(image);
        }
        assertEquals(List.of(new LabelFileUse("labels.csv, metadata.csv", 4, 1, 0, List.of())), table.uses());
    }

    /** A column that has one word is none of numbers. */
    @Test
    void takesNothingOfAColumnThatHasWords() throws IOException {
        add("labels.csv", "image,age\na.jpg,31\nb.jpg,old\n");
        assertEquals(List.of(), table.labels());
        assertEquals(Map.of(), describe("a.jpg").labels());
    }

    @Test
    void takesNothingOfAColumnWhoseNumbersAreOutOfRange() throws IOException {
        add("labels.csv", "image,age,far\na.jpg,31,1e39\n");
        assertEquals(Map.of("age", 31.0), describe("a.jpg").labels());
    }

    @Test
    void findsAnImageThatIsNamedWithoutTheEndOfItsName() throws IOException {
        add("labels.csv", "image,age\nset/7,31\n");
        assertEquals(Map.of("age", 31.0), describe("all/set/7.png").labels());
        assertEquals(Map.of(), describe("7.png").labels());
    }

    @ParameterizedTest
    @ValueSource(strings = {"id,Smiling\n1,2\n", "", "\n\n"})
    void leavesATableThatNamesNoImages(String content) throws IOException {
        assertFalse(table.add("labels.csv", new ByteArrayInputStream(content.getBytes(UTF_8))));
        assertTrue(table.empty());
        assertEquals(List.of(), table.uses());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "labels.csv | file,a#x.jpg,1,2 | labels.csv, line 2: expected at most 2 columns, found 3",
                "labels.csv | file,split#x.jpg,holdout | labels.csv, line 2: expected a split of train, validation or test, found 'holdout'",
                "labels.csv | file,a#,1 | labels.csv, line 2: expected the name of an image, found none",
                "labels.jsonl | {\"file\": \"x.jpg\"}#[1] | labels.jsonl, line 2: expected a JSON object, found array"
            })
    void namesTheLineThatItCannotRead(String name, String content, String message) {
        LikenessException failure = assertThrows(LikenessException.class, () -> add(name, content.replace('#', '\n')));
        assertEquals(ErrorCode.UNSUPPORTED_ARCHIVE, failure.code());
        assertEquals(message, failure.getMessage());
    }

    @Test
    void holdsNoMoreThanItsShareOfTheHeap() {
        OwnTable small = new OwnTable(500);
        String rows = "file,a\n" + "x.jpg,1\n".repeat(10);
        LikenessException failure = assertThrows(
                LikenessException.class, () -> small.add("labels.csv", new ByteArrayInputStream(rows.getBytes(UTF_8))));
        assertEquals(ErrorCode.ARCHIVE_LIMIT_EXCEEDED, failure.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata.csv", "set/Labels.CSV", "metadata.jsonl", "labels (1).csv"})
    void isKnownByItsName(String name) {
        assertTrue(OwnTable.named(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"list_attr_celeba.csv", "labels.txt", "my-labels.csv", "metadata.csv.jpg"})
    void othersAreOthers(String name) {
        assertFalse(OwnTable.named(name));
    }

    private void add(String name, String content) throws IOException {
        assertTrue(table.add(name, new ByteArrayInputStream(content.getBytes(UTF_8))));
    }

    private Subject describe(String path) {
        return table.describe(path, Subject.UNKNOWN);
    }
}
