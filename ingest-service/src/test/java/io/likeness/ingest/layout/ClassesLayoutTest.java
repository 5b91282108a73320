package io.likeness.ingest.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.Split;
import io.likeness.ingest.layout.Recognition.Mismatch;
import io.likeness.ingest.layout.Recognition.Recognised;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassesLayoutTest {
    private static final CelebaTables NONE = new CelebaTables.Builder(1).build();

    @Test
    void takesKnownFoldersForClassesAndOthersWhereItIsAsked() {
        List<String> expressions =
                List.of("set/train/happy/1.jpg", "set/train/Sad/1.jpg", "set/test/happy/2.jpg", "set/3.jpg");
        FaceLayout layout = recognised(expressions, null, 2);
        assertEquals(Layout.CLASSES, layout.kind());
        assertEquals(List.of("Sad", "happy"), layout.labels());
        assertEquals(
                new Subject(null, Map.of("happy", 1.0, "Sad", -1.0), Split.TRAIN),
                layout.describe("set/train/happy/1.jpg"));
        assertEquals(
                new Subject(null, Map.of("happy", 1.0, "Sad", -1.0), Split.TEST),
                layout.describe("set/test/happy/2.jpg"));
        assertEquals(Subject.UNKNOWN, layout.describe("set/3.jpg"));
        assertEquals(Set.of(Split.TRAIN, Split.TEST), layout.officialSplits(tally(expressions)));

        List<String> own = List.of("a/1.jpg", "b/1.jpg", "b/2.jpg");
        assertEquals(Layout.FOLDER, recognised(own, null, 2).kind());
        assertEquals(List.of("a", "b"), recognised(own, Layout.CLASSES, 2).labels());
    }

    @ParameterizedTest
    @CsvSource({
        "happy/1.jpg|happy/2.jpg, 2, 'in folders of 2 to 40 classes, found 1 folders'",
        "train/1.jpg|test/2.jpg, 2, 'most files named as in classes, found 0 of 2'",
        "1.jpg, 1, 'most files named as in classes, found 0 of 1'"
    })
    void saysWhyFoldersAreNoClasses(String names, int leastClasses, String reason) {
        List<String> all = List.of(names.split("\\|"));
        assertEquals(
                new Mismatch("layout: expected " + (reason.startsWith("in") ? "images " : "") + reason),
                Recognition.of(tally(all), NONE, Layout.CLASSES, leastClasses));
        assertEquals(Layout.FOLDER, recognised(all, null, 2).kind());
    }

    @Test
    void takesOneClassForAnAdditionToOthers() {
        assertEquals(
                List.of("happy"),
                recognised(List.of("happy/1.jpg"), Layout.CLASSES, 1).labels());
    }

    private static FaceLayout recognised(List<String> names, @Nullable Layout asked, int leastClasses) {
        return assertInstanceOf(Recognised.class, Recognition.of(tally(names), NONE, asked, leastClasses))
                .layout();
    }

    private static NameTally tally(List<String> names) {
        NameTally tally = new NameTally();
        names.forEach(tally::add);
        return tally;
    }
}
