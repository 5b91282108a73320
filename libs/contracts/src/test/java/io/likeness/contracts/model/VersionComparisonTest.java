package io.likeness.contracts.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.model.VersionComparison.LabelPair;
import io.likeness.contracts.model.VersionComparison.Labels;
import io.likeness.contracts.model.VersionComparison.Numbers;
import io.likeness.contracts.model.VersionComparison.Side;
import io.likeness.contracts.model.VersionComparison.Texts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VersionComparisonTest {
    private static final String DIGEST = "a".repeat(64);
    private static final Label SMILING = new Label("Smiling", true, -1, 1);
    private static final Label AGE = new Label("age", false, 0, 100);

    private final Side second = side(
            2,
            Map.of("sharpness", 0.5, "only", 1.0),
            Map.of("epochs", "20", "batch", "32"),
            "data",
            70,
            List.of(SMILING, AGE),
            new ParentVersion("base", 3),
            "0.1.0+0e5c11f");
    private final Side first = side(
            1,
            Map.of("sharpness", 0.25),
            Map.of("epochs", "5", "batch", "32"),
            "other",
            100,
            List.of(SMILING, new Label("age", false, 0, 90)),
            null,
            null);

    @Test
    void tellsNumbersSideBySideAndOfTextsWhatDiffers() {
        VersionComparison comparison = VersionComparison.of(second, first, List.of());
        assertEquals(
                Map.of("sharpness", new Numbers(0.5, 0.25, 0.25), "only", new Numbers(1.0, null, null)),
                comparison.metrics());
        assertEquals(Map.of("epochs", new Texts("20", "5")), comparison.configuration());
        assertEquals(Map.of("id", new Texts("data", "other")), comparison.dataset());
        assertEquals(
                Map.of("parent", new Texts("base/3", null), "codeVersion", new Texts("0.1.0+0e5c11f", null)),
                comparison.origin());
        assertEquals(
                Map.of("decoder.onnx", new Numbers(70.0, 100.0, -30.0), "total", new Numbers(70.0, 100.0, -30.0)),
                comparison.files());
        assertEquals(
                new Labels(List.of("Smiling"), Map.of("age", new LabelPair(AGE, new Label("age", false, 0, 90)))),
                comparison.labels());
    }

    @Test
    void anOriginTellsWhatTheMetricsHave() {
        VersionOrigin origin = VersionOrigin.of(second.version(), second.manifest());
        assertEquals(new TrainingCost(null, null, null), origin.cost());
        assertEquals("0.1.0+0e5c11f", origin.codeVersion());
        assertNull(VersionOrigin.ofDeleted(VersionRef.of("base", 3), "training")
                .configuration()
                .get("epochs"));
        assertEquals(
                new TrainingCost(7.0, 4.0, 0.5),
                TrainingCost.of(Map.of("cpuSeconds", 7.0, "wallSeconds", 4.0, "cost", 0.5)));
    }

    private static Side side(
            int number,
            Map<String, Double> metrics,
            Map<String, String> configuration,
            String dataset,
            long bytes,
            List<Label> labels,
            @Nullable ParentVersion parent,
            @Nullable String code) {
        ObjectReference file = new ObjectReference("models", "key", DIGEST, bytes, "application/octet-stream");
        return new Side(
                new ModelVersion(
                        "faces",
                        number,
                        DIGEST,
                        file,
                        "training",
                        dataset,
                        DIGEST,
                        DIGEST,
                        "error",
                        0.1,
                        metrics,
                        Instant.EPOCH,
                        parent),
                new ModelManifest(
                        "faces",
                        "training",
                        "seed",
                        1,
                        64,
                        32,
                        "x/255",
                        dataset,
                        DIGEST,
                        configuration,
                        Map.of(ModelManifest.DECODER, file),
                        parent,
                        labels,
                        null,
                        code,
                        null));
    }
}
