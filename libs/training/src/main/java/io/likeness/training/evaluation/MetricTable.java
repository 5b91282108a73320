package io.likeness.training.evaluation;

import io.likeness.training.protocol.Metrics;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Metrics as rows of HTML tables; what was not measured is a dash. For one thread. */
final class MetricTable {
    private final Map<String, Double> metrics;
    private final StringBuilder html;

    MetricTable(Map<String, Double> metrics, StringBuilder html) {
        this.metrics = metrics;
        this.html = html;
    }

    MetricTable distances() {
        begin("Distance", "floor: training faces", "reconstructions", "samples", "ceiling: N(0, I)");
        row(
                "Frechet",
                Metrics.REAL_FRECHET_DISTANCE,
                Metrics.RECONSTRUCTION_FRECHET_DISTANCE,
                Metrics.SAMPLE_FRECHET_DISTANCE,
                Metrics.PRIOR_FRECHET_DISTANCE);
        row(
                "Kernel (squared MMD)",
                Metrics.REAL_KERNEL_DISTANCE,
                Metrics.RECONSTRUCTION_KERNEL_DISTANCE,
                Metrics.SAMPLE_KERNEL_DISTANCE,
                Metrics.PRIOR_KERNEL_DISTANCE);
        return end();
    }

    /** What fine-tuning has changed. */
    MetricTable adaptation() {
        begin("Distance", "before: the base's samples", "after: samples");
        row("Frechet", Metrics.BASE_SAMPLE_FRECHET_DISTANCE, Metrics.SAMPLE_FRECHET_DISTANCE);
        row("Kernel (squared MMD)", Metrics.BASE_SAMPLE_KERNEL_DISTANCE, Metrics.SAMPLE_KERNEL_DISTANCE);
        return end();
    }

    MetricTable look() {
        begin("Look", "held-out faces", "samples");
        row("Similarity of pairs (SSIM)", Metrics.REAL_PAIR_SSIM, Metrics.SAMPLE_PAIR_SSIM);
        row("Sharpness, mean", Metrics.REAL_SHARPNESS, Metrics.SAMPLE_SHARPNESS);
        row("Sharpness, spread", Metrics.REAL_SHARPNESS_SPREAD, Metrics.SAMPLE_SHARPNESS_SPREAD);
        row("Brightness, mean", Metrics.REAL_BRIGHTNESS, Metrics.SAMPLE_BRIGHTNESS);
        row("Brightness, spread", Metrics.REAL_BRIGHTNESS_SPREAD, Metrics.SAMPLE_BRIGHTNESS_SPREAD);
        return end();
    }

    MetricTable single() {
        begin("Other", "value");
        row(
                "Memorisation: nearest training face, samples to held-out faces (1 or more is good)",
                Metrics.MEMORISATION_RATIO);
        row("Similarity of pairs, samples to held-out faces", Metrics.PAIR_SSIM_RATIO);
        row("Latents' own noise, exported to fitted (1: as fitted)", Metrics.LATENT_WIDENING);
        row("Sharpness, samples to held-out faces", Metrics.SHARPNESS_RATIO);
        row("Reconstruction of held-out faces: PSNR, dB", Metrics.RECONSTRUCTION_PSNR);
        row("Squared error that 99.9 % of them stay below", Metrics.RECONSTRUCTION_MSE_P999);
        row("Mean squared error, validation", Metrics.VALIDATION_MSE);
        row("Structural similarity, validation", Metrics.VALIDATION_SSIM);
        row("Mean squared error, test", Metrics.TEST_MSE);
        row("Structural similarity, test", Metrics.TEST_SSIM);
        return end();
    }

    static String number(@Nullable Double value) {
        if (value == null || !Double.isFinite(value)) {
            return "–";
        }
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 0.1 ? "%.3f" : "%.5f", value);
    }

    private void begin(String... headings) {
        html.append("<table><tr>");
        for (String heading : headings) {
            html.append("<th>").append(EvaluationPage.escaped(heading)).append("</th>");
        }
        html.append("</tr>\n");
    }

    private void row(String name, String... keys) {
        html.append("<tr><td>").append(EvaluationPage.escaped(name)).append("</td>");
        for (String key : keys) {
            html.append("<td>").append(number(metrics.get(key))).append("</td>");
        }
        html.append("</tr>\n");
    }

    private MetricTable end() {
        html.append("</table>\n");
        return this;
    }
}
