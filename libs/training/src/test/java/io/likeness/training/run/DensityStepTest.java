package io.likeness.training.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Json;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.latents.LatentDensity;
import io.likeness.latents.LatentLikelihood;
import io.likeness.training.ToyFaces;
import io.likeness.training.data.ImageCache;
import io.likeness.training.export.OnnxSession;
import io.likeness.training.network.Layers;
import io.likeness.training.protocol.CacheFile;
import io.likeness.training.protocol.DensityCandidate;
import io.likeness.training.protocol.Metrics;
import io.likeness.training.protocol.TrainingReport;
import io.likeness.training.protocol.TrainingRequest;
import io.likeness.training.protocol.TrainingUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DensityStepTest {
    /** After one epoch samples are more alike than the images. */
    private static final TrainingConfiguration HARDLY_TRAINED = ToyFaces.SMALL.withEpochs(1);
    /** Of latents: the training's and ONNX Runtime's, and a factor and its inverse. */
    private static final double ROUNDING = 1e-3;

    @TempDir
    private Path folder;

    @Test
    void whatIsExportedIsWiderWhereSamplesAreTooAlike() throws IOException {
        TrainingRequest request = ToyFaces.request(folder, HARDLY_TRAINED, 2, 150, 40, 70);
        TrainingReport report = complete(request);

        assertEquals(1.1, report.requireMetric(Metrics.LATENT_WIDENING));
        double fitted = chosen(report).heldOutLogLikelihood();
        assertEquals(fitted, heldOutLogLikelihood(request, density().widened(1 / 1.1)), ROUNDING);
        assertTrue(heldOutLogLikelihood(request, density()) < fitted - 10 * ROUNDING, report.toString());
    }

    @Test
    void tooFewFacesLeaveTheDensityAsItWasFitted() throws IOException {
        TrainingRequest request = ToyFaces.request(folder, HARDLY_TRAINED, 2, 120, 40, 70);
        TrainingReport report = complete(request);

        assertEquals(1, report.requireMetric(Metrics.LATENT_WIDENING));
        assertEquals(chosen(report).heldOutLogLikelihood(), heldOutLogLikelihood(request, density()), ROUNDING);
    }

    private LatentDensity density() throws IOException {
        return Json.decode(Files.readAllBytes(folder.resolve("density.json")), LatentDensity.class);
    }

    private static DensityCandidate chosen(TrainingReport report) {
        return Objects.requireNonNull(report.densities()).stream()
                .filter(DensityCandidate::chosen)
                .findFirst()
                .orElseThrow();
    }

    private double heldOutLogLikelihood(TrainingRequest request, LatentDensity density) throws IOException {
        CacheFile faces = request.validation();
        float[] images = ImageCache.open(Path.of(faces.path()), faces.count(), HARDLY_TRAINED)
                .spread(faces.count());
        LatentLikelihood likelihood = new LatentLikelihood(density);
        int side = HARDLY_TRAINED.side();
        double sum = 0;
        try (OnnxSession encoder = new OnnxSession(Files.readAllBytes(folder.resolve("encoder.onnx")), Layers.IMAGE)) {
            float[] latents = encoder.run(images, new float[0], faces.count(), 1, side, side);
            for (int i = 0; i < latents.length; i += density.latents()) {
                sum += likelihood.logDensity(Arrays.copyOfRange(latents, i, i + density.latents()));
            }
        }
        return sum / faces.count();
    }

    private static TrainingReport complete(TrainingRequest request) {
        TrainingUpdate last = new TrainingEngine(request, update -> {}, () -> Order.GO_ON).run();
        return assertInstanceOf(TrainingUpdate.Completed.class, last).report();
    }
}
