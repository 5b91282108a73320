package io.likeness.training.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Json;
import io.likeness.contracts.training.AdversarialStage;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.latents.LatentDensity;
import io.likeness.training.ToyFaces;
import io.likeness.training.protocol.Metrics;
import io.likeness.training.protocol.TrainingReport;
import io.likeness.training.protocol.TrainingRequest;
import io.likeness.training.protocol.TrainingUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model meets few images of another kind. */
class AdaptationTest {
    /** More latents than the 40 images that it is tuned on. */
    private static final TrainingConfiguration WIDE = ToyFaces.network(16, 1, 64, List.of(8, 12), 16, 6, 3e-3, 5);

    private static final AdversarialStage SHARPENING = new AdversarialStage(1, 1e-4, 1e-4, List.of(4, 6), 5);

    @TempDir
    private Path folder;

    @Test
    void fewImagesOfAnotherDomainBringSamplesNearerToIt() throws IOException {
        complete(ToyFaces.request(folder, WIDE, 2));
        Path tuned = Files.createDirectory(folder.resolve("tuned"));
        TrainingRequest few = ToyFaces.request(tuned, WIDE.withEpochs(20), 2, 40, 5, 5);
        TrainingReport report = complete(ToyFaces.tuned(ToyFaces.labelled(ToyFaces.darkened(few)), folder, List.of()));

        double before = report.requireMetric(Metrics.BASE_SAMPLE_FRECHET_DISTANCE);
        double after = report.requireMetric(Metrics.SAMPLE_FRECHET_DISTANCE);
        assertTrue(after < 0.8 * before, before + " to " + after);
        assertTrue(
                report.requireMetric(Metrics.SAMPLE_KERNEL_DISTANCE)
                        < report.requireMetric(Metrics.BASE_SAMPLE_KERNEL_DISTANCE),
                report.toString());
        assertTrue(report.requireMetric(Metrics.MEMORISATION_RATIO) > 0, report.toString());
        report.metrics().forEach((metric, value) -> assertTrue(Double.isFinite(value), metric));
        LatentDensity density = Json.decode(Files.readAllBytes(tuned.resolve("density.json")), LatentDensity.class);
        assertEquals(64, density.latents());
        assertTrue(Files.readString(tuned.resolve("evaluation.html")).contains("Before and after fine-tuning"));
    }

    @Test
    void anAdversarialStageBeginsAnewOnABaseThatHadNone() throws IOException {
        complete(ToyFaces.request(folder, WIDE, 2));
        Path tuned = Files.createDirectory(folder.resolve("tuned"));
        TrainingConfiguration sharpened = WIDE.withEpochs(1).withAdversarial(SHARPENING);
        TrainingReport report =
                complete(ToyFaces.tuned(ToyFaces.request(tuned, sharpened, 2, 40, 5, 5), folder, List.of()));
        assertEquals(2, report.epochs().size());
        assertTrue(report.requireMetric(Metrics.BASE_SAMPLE_FRECHET_DISTANCE) > 0, report.toString());
    }

    private static TrainingReport complete(TrainingRequest request) {
        TrainingUpdate last = new TrainingEngine(request, update -> {}, () -> Order.GO_ON).run();
        return assertInstanceOf(TrainingUpdate.Completed.class, last).report();
    }
}
