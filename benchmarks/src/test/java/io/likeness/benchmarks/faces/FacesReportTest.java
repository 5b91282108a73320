package io.likeness.benchmarks.faces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.training.protocol.Metrics;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FacesReportTest {
    @Test
    void comparesEachRowWithSeeds() {
        String text = report(List.of(row("small", 30), row("seed", 60), row("quality", 20)), null)
                .markdown();
        assertEquals(List.of("0.50", "1.00", "0.33"), column(text, 7));
        assertEquals(List.of("30 of 32", "30 of 32", "30 of 32"), column(text, 3));
        assertEquals(List.of("1.5", "1.5", "1.5"), column(text, 4));
        assertEquals(List.of("–", "–", "–"), column(text, 13));
    }

    @Test
    void leavesTheRatioOutWithoutSeed() {
        assertEquals(
                List.of("–"), column(report(List.of(row("quality", 20)), null).markdown(), 7));
    }

    @Test
    void showsControl() {
        Control control = new Control(
                "quality",
                List.of(new Control.Asked("Male", 500, 0.9, 0.25, 0.5)),
                List.of(new Control.Edited("Male", 2, 200, 0.5, 0.75, 0.99, 3, 9)),
                new Control.Walks(50, 9, 0.01, 0.25));
        String text = report(List.of(row("quality", 20)), control).markdown();
        assertTrue(text.contains("| Male | 90.0 % | 25.0 % | 50.0 % |"), text);
        assertTrue(text.contains("| Male | +2 | 50.0 % | 75.0 % | 99.0 % | 3.00 | 9.00 |"), text);
        assertTrue(text.contains("1.0 % of the frames"), text);
    }

    private static FacesReport report(List<FacesReport.Row> rows, @Nullable Control control) {
        return new FacesReport("faces.zip", 1000, 1, rows, control);
    }

    private static FacesReport.Row row(String name, double distance) {
        return new FacesReport.Row(
                name,
                new Measures(
                        "synthetic", 10, 32, 30, 90, 120, Map.of(Metrics.SAMPLE_FRECHET_DISTANCE, distance), 1, 0.5));
    }

    /** Of the rows, without headings. */
    private static List<String> column(String text, int number) {
        return text.lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| Configuration"))
                .map(line -> line.split("\\|", -1)[number].strip())
                .toList();
    }
}
