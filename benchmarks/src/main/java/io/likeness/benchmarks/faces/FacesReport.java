package io.likeness.benchmarks.faces;

import io.likeness.training.protocol.Metrics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All results.
 *
 * @param data what was trained on
 * @param samples of each row
 * @param seed of the samples
 * @param control of the last row; absent where it was not measured
 */
record FacesReport(
        String data,
        int samples,
        long seed,
        List<Row> rows,
        @Nullable Control control) {
    private static final String NONE = "–";
    private static final double SECONDS_A_MINUTE = 60;

    FacesReport {
        rows = List.copyOf(rows);
    }

    record Row(String name, Measures measures) {}

    /** For people, in Markdown. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append("%s; %d samples, seed %d, not selected; judge '%s'%n%n"
                .formatted(data, samples, seed, rows.getFirst().measures().judge()));
        text.append(
                "| Configuration | Parameters | Best epoch | Minutes | CPU minutes | Frechet | of `seed`'s | floor | N(0, I) | Kernel | floor "
                        + "| N(0, I) | Sharpness | Pair SSIM | Memorisation | Test MSE | Test SSIM | ms a face | ms, 16 at once |\n");
        text.append("|---|").append("---:|".repeat(18)).append('\n');
        rows.forEach(row -> text.append(line(row)));
        if (control != null) {
            control(text, control);
        }
        return text.toString();
    }

    private String line(Row row) {
        Measures found = row.measures();
        return cells(
                row.name(),
                Long.toString(found.parameters()),
                found.bestEpoch() + " of " + found.epochs(),
                number("%.1f", found.seconds() / SECONDS_A_MINUTE),
                number("%.1f", found.cpuSeconds() / SECONDS_A_MINUTE),
                metric("%.2f", found, Metrics.SAMPLE_FRECHET_DISTANCE),
                ratioToSeed(found),
                metric("%.2f", found, Metrics.REAL_FRECHET_DISTANCE),
                metric("%.2f", found, Metrics.PRIOR_FRECHET_DISTANCE),
                metric("%.3f", found, Metrics.SAMPLE_KERNEL_DISTANCE),
                metric("%.3f", found, Metrics.REAL_KERNEL_DISTANCE),
                metric("%.3f", found, Metrics.PRIOR_KERNEL_DISTANCE),
                metric("%.2f", found, Metrics.SHARPNESS_RATIO),
                metric("%.2f", found, Metrics.PAIR_SSIM_RATIO),
                metric("%.2f", found, Metrics.MEMORISATION_RATIO),
                metric("%.5f", found, Metrics.TEST_MSE),
                metric("%.3f", found, Metrics.TEST_SSIM),
                number("%.2f", found.millisecondsAlone()),
                number("%.2f", found.millisecondsInBatch()));
    }

    /** The sample distance divided by that of the row {@code seed}. */
    private String ratioToSeed(Measures found) {
        Optional<Double> seedDistance = rows.stream()
                .filter(row -> row.name().equals("seed"))
                .findFirst()
                .map(row -> row.measures().metric(Metrics.SAMPLE_FRECHET_DISTANCE));
        Double own = found.metric(Metrics.SAMPLE_FRECHET_DISTANCE);
        return seedDistance.isEmpty() || own == null ? NONE : number("%.2f", own / seedDistance.orElseThrow());
    }

    private static void control(StringBuilder text, Control found) {
        text.append("\nSamples of `%s` in which the judge sees an attribute%n%n".formatted(found.model()));
        text.append("| Label | asked for | asked not to be | not asked |\n|---|---:|---:|---:|\n");
        for (Control.Asked asked : found.asked()) {
            text.append(cells(asked.label(), percent(asked.with()), percent(asked.without()), percent(asked.free())));
        }
        text.append("\nEdits of samples of `%s`%n%n".formatted(found.model()));
        text.append("""
                | Attribute | Strength | before | after | nearer to the original than to another | distance to the original | to another |
                |---|---:|---:|---:|---:|---:|---:|
                """);
        for (Control.Edited edited : found.edited()) {
            text.append(cells(
                    edited.attribute(),
                    number("%+.0f", edited.strength()),
                    percent(edited.before()),
                    percent(edited.after()),
                    percent(edited.nearerToOriginal()),
                    number("%.2f", edited.toOriginal()),
                    number("%.2f", edited.toOther())));
        }
        Control.Walks walks = found.walks();
        text.append(String.format(
                Locale.ROOT,
                "%nInterpolations: %d pairs, %d frames each; %s of the frames between are more than 20 %% farther from their 5 nearest "
                        + "real faces than the farther end; greatest excess %s%n",
                walks.pairs(),
                walks.frames(),
                percent(walks.shareFarther()),
                percent(walks.greatestExcess())));
    }

    private static String cells(String... values) {
        return "| " + String.join(" | ", values) + " |\n";
    }

    private static String metric(String format, Measures found, String name) {
        Double value = found.metric(name);
        return value == null ? NONE : number(format, value);
    }

    private static String percent(double share) {
        return number("%.1f %%", 100 * share);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
