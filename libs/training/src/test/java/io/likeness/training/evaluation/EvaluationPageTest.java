package io.likeness.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.imaging.ImageTensor;
import io.likeness.training.judge.Judge;
import io.likeness.training.protocol.Metrics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EvaluationPageTest {
    private static FaceSets sets;
    private static Findings findings;

    @BeforeAll
    static void measure() {
        List<ImageTensor> real = DrawnFaces.of(0, 80);
        List<ImageTensor> training = DrawnFaces.of(80, 100);
        List<ImageTensor> copies = training.subList(0, 80);
        List<ImageTensor> noise = Damage.NOISE.apply(real, 2);
        sets = new FaceSets(real, Faces.of(training), copies, noise, Damage.BLUR.apply(real, 1), noise);
        try (Judge judge = Judge.bundled()) {
            findings = new FaceEvaluation(judge).measure(sets);
        }
    }

    @Test
    void copiesOfTrainingFacesAreFoundOut() {
        assertEquals(0, found(Metrics.MEMORISATION_RATIO), 1e-9);
        findings.closest().forEach(pair -> assertEquals(pair.sample(), pair.training()));
    }

    @Test
    void everyMeasureIsThereAndTellsGoodFromBad() {
        assertTrue(found(Metrics.PRIOR_FRECHET_DISTANCE) > 2 * found(Metrics.SAMPLE_FRECHET_DISTANCE));
        assertTrue(found(Metrics.PRIOR_KERNEL_DISTANCE) > 2 * found(Metrics.SAMPLE_KERNEL_DISTANCE));
        assertEquals(found(Metrics.PRIOR_FRECHET_DISTANCE), found(Metrics.BASE_SAMPLE_FRECHET_DISTANCE));
        assertEquals(found(Metrics.PRIOR_KERNEL_DISTANCE), found(Metrics.BASE_SAMPLE_KERNEL_DISTANCE));
        // The same kind of faces on both sides; 80 of them leave such room.
        assertEquals(1, found(Metrics.PAIR_SSIM_RATIO), 0.15);
        assertEquals(1, found(Metrics.SHARPNESS_RATIO), 0.15);
        assertEquals(found(Metrics.REAL_BRIGHTNESS), found(Metrics.SAMPLE_BRIGHTNESS), 0.05);
        double error = Math.pow(10, -found(Metrics.RECONSTRUCTION_PSNR) / 10);
        assertTrue(
                found(Metrics.RECONSTRUCTION_MSE_P999) > error,
                findings.metrics().toString());
        assertTrue(
                found(Metrics.RECONSTRUCTION_MSE_P999) < 20 * error,
                findings.metrics().toString());
    }

    @Test
    void carriesAllItsPicturesAndFetchesNothing() {
        String page = page(Map.of("preset", "seed"));
        Matcher sources = Pattern.compile("(?:src|href)=\"([^\"]{0,30})").matcher(page);
        int pictures = 0;
        while (sources.find()) {
            assertTrue(sources.group(1).startsWith("data:image/png;base64,"), sources.group());
            pictures++;
        }
        assertEquals(5, pictures);
        assertFalse(page.contains("<script"), "a script");
        assertTrue(page.contains("Network &#39;synthetic&#39;"), "the judge");
        assertTrue(page.contains(MetricTable.number(found(Metrics.SAMPLE_FRECHET_DISTANCE))));
    }

    @Test
    void textCannotBecomeMarkup() {
        String page = page(Map.of("preset", "<img src=x onerror=alert(1)>"));
        assertTrue(page.contains("preset &lt;img src=x onerror=alert(1)&gt;"), "escaped");
        assertFalse(page.contains("<img src=x"), "markup");
    }

    private static double found(String metric) {
        return Objects.requireNonNull(findings.metrics().get(metric), metric);
    }

    private static String page(Map<String, String> facts) {
        Map<String, Double> metrics = new TreeMap<>(findings.metrics());
        return new String(new EvaluationPage(facts, metrics, findings, sets).bytes(), StandardCharsets.UTF_8);
    }
}
