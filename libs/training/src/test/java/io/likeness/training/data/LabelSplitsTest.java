package io.likeness.training.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.Label;
import io.likeness.training.ToyFaces;
import io.likeness.training.protocol.CacheFile;
import io.likeness.training.protocol.LabelFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LabelSplitsTest {
    private static final List<String> NAMES = List.of("Bald", "Smiling", "age", "weight");

    @TempDir
    private Path folder;

    @Test
    void describesWhatTellsTrainingImagesApartAndScalesIt() {
        LabelSplits labels = open(
                images("train", new float[][] {{-1, 1, 20, 60}, {-1, -1, 60, 70}, {-1, 1, 30, Float.NaN}}),
                images("validation", new float[][] {{1, -1, 70, 60}}));
        assertEquals(List.of(new Label("Smiling", true, -1, 1), new Label("age", false, 20, 60)), labels.labels());
        assertEquals(List.of("Bald", "weight"), labels.unused(), "one is constant, one is not known of a third");
        assertArrayEquals(new float[] {1, -0.5f, -1, 1}, labels.train().read(new int[] {0, 2, 1}, 1, 3));
        assertArrayEquals(new float[] {-1, 1.5f}, labels.validation().read(new int[] {0}, 0, 1));
    }

    @Test
    void theFewImagesThatLackALabelCountAsAverage() {
        float[][] rows = new float[100][];
        Arrays.setAll(rows, i -> new float[] {i % 4 == 0 ? 1 : -1, i % 2, i, 0});
        rows[99] = new float[] {Float.NaN, Float.NaN, Float.NaN, Float.NaN};
        LabelSplits labels = open(images("train", rows), images("validation", new float[][] {rows[0]}));
        assertEquals(List.of("weight"), labels.unused());
        // 25 of 99 are bald and 49 smile; the mean age is 49 of 0 to 98.
        assertArrayEquals(
                new float[] {50f / 99 - 1, 98f / 99 - 1, 0}, labels.train().read(new int[] {99}, 0, 1), 1e-6f);
    }

    @Test
    void aDatasetWithoutLabelsHasNone() {
        LabelSplits labels = open(new CacheFile("train", 5), new CacheFile("validation", 1));
        assertEquals(List.of(), labels.labels());
        assertEquals(0, labels.train().read(new int[] {3, 4}, 0, 2).length);
    }

    @Test
    void refusesAFileThatIsNotOfItsImages() {
        CacheFile train = images("train", new float[][] {{-1, 1, 20, 60}, {-1, -1, 60, 70}});
        CacheFile longer = new CacheFile(train.path(), 3, train.labels());
        CacheFile other = new CacheFile("validation", 1, new LabelFile("validation", List.of("age")));
        assertUnusable(longer, longer, "train.f32: expected 3 rows of 4 labels in 48 bytes");
        assertUnusable(train, other, "validation.labels: expected " + NAMES);
    }

    private static void assertUnusable(CacheFile train, CacheFile validation, String message) {
        LikenessException failure = assertThrows(LikenessException.class, () -> open(train, validation));
        assertEquals(ErrorCode.DATASET_UNUSABLE, failure.code());
        assertEquals(message, String.valueOf(failure.getMessage()).substring(0, message.length()));
    }

    private CacheFile images(String name, float[][] rows) {
        return ToyFaces.labelled(new CacheFile(folder.resolve(name).toString(), rows.length), NAMES, rows);
    }

    /** With no image to test. */
    private static LabelSplits open(CacheFile train, CacheFile validation) {
        LabelFile labels = train.labels();
        CacheFile none = labels == null
                ? new CacheFile("none", 0)
                : new CacheFile("none", 0, new LabelFile("none", labels.names()));
        return LabelSplits.open(train, validation, none);
    }
}
