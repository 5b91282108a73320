package io.likeness.ingest.layout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.ImportReport.LabelFileUse;
import io.likeness.contracts.dataset.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SidecarsTest {
    private final OwnTable table = new OwnTable(1 << 20);
    private final List<String> others = new ArrayList<>();
    private final Sidecars sidecars = new Sidecars(table, others::add);

    @Test
    void takesWhatLiesBesideAnImageWhereverTheImageIsAmongIt() {
        assertFalse(taken("a/0001.jpg", ""));
        assertTrue(
                taken("a/0001.json", "{\"key\":\"0001\",\"age\":31,\"more\":{\"Smiling\":true},\"person\":\"Ann\"}"));
        assertTrue(taken("a/0001.txt", "a face\n"));
        assertTrue(taken("a/0002.cls", "3\n"));
        assertFalse(taken("a/0002.JPG", ""));
        assertTrue(taken("a/0002.json", "{\"split\":\"test\"}"));
        sidecars.finish();

        assertEquals(List.of(), others);
        assertEquals(List.of("Smiling", "age", "cls"), table.labels());
        assertEquals(new Subject("Ann", Map.of("age", 31.0, "Smiling", 1.0), null), describe("a/0001.jpg"));
        assertEquals(new Subject(null, Map.of("cls", 3.0), Split.TEST), describe("a/0002.JPG"));
        for (String image : List.of("a/0001.jpg", "a/0002.JPG", "a/0003.jpg")) {
            table.meet(image);
        }
        assertEquals(List.of(new LabelFileUse("*.cls, *.json, *.txt", 2, 0, 1, List.of("txt"))), table.uses());
        assertTrue(table.read("a/0001.txt"));
        assertFalse(table.read("a/0001.cls"), "there is none");
        assertFalse(table.read("a/0001.jpg"));
    }

    @Test
    void leavesAloneWhatLiesBesideNone() {
        assertTrue(taken("README.txt", "Faces."));
        assertTrue(taken("faces/info.json", "{\"licence\":\"none\"}"));
        assertFalse(taken("faces/1.jpg", ""));
        assertFalse(taken("faces/1.json", "[1, 2]"), "no object");
        assertFalse(taken("faces/1.txt", "x".repeat(20_000)), "longer than what is said of one image");
        assertTrue(taken("1.txt", "of another folder"));
        sidecars.finish();

        assertEquals(List.of("README.txt", "faces/info.json", "1.txt"), others);
        assertTrue(table.empty());
        assertFalse(table.read("faces/1.txt"));
    }

    @Test
    void saysWhichOneHasWhatCannotBe() {
        assertFalse(taken("a/0001.jpg", ""));
        assertTrue(taken("a/0001.json", "{\"split\":\"holdout\"}"));
        assertEquals(
                "a/0001.json: expected a split of train, validation or test, found 'holdout'",
                assertThrows(LikenessException.class, sidecars::finish).getMessage());
    }

    private Subject describe(String path) {
        return table.describe(path, Subject.UNKNOWN);
    }

    private boolean taken(String path, String content) {
        return sidecars.taken(path, most -> Optional.of(content.getBytes(UTF_8)).filter(file -> file.length <= most));
    }
}
