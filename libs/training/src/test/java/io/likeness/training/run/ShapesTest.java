package io.likeness.training.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import io.likeness.training.ToyFaces;
import io.likeness.training.data.Batch;
import io.likeness.training.data.BatchSource;
import io.likeness.training.data.ImageCache;
import io.likeness.training.evaluation.Examination;
import io.likeness.training.evaluation.Examined;
import io.likeness.training.evaluation.Faces;
import io.likeness.training.export.OnnxExport;
import io.likeness.training.export.ParityCheck;
import io.likeness.training.judge.Judge;
import io.likeness.training.network.Adam;
import io.likeness.training.network.Network;
import io.likeness.training.network.Parameters;
import io.likeness.training.protocol.Device;
import io.likeness.training.protocol.Metrics;
import io.likeness.training.protocol.TrainingReport;
import io.likeness.training.protocol.TrainingRequest;
import io.likeness.training.protocol.TrainingUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every preset on images of every usual shape. */
class ShapesTest {
    private static final int IMAGES = 4;

    @TempDir
    private Path folder;

    static Stream<Arguments> presetsSidesAndChannels() {
        return TrainingConfiguration.PRESETS.stream()
                .flatMap(preset -> Stream.of(32, 64, 128)
                        .flatMap(side -> Stream.of(1, 3).map(channels -> Arguments.of(preset, side, channels))));
    }

    @ParameterizedTest
    @MethodSource("presetsSidesAndChannels")
    void takesAStepOfEachStageAndExports(String preset, int side, int channels) {
        TrainingConfiguration configuration = ToyFaces.shaped(TrainingConfiguration.preset(preset), side, channels)
                .withBatch(IMAGES);
        ImageCache images = ImageCache.open(
                Path.of(ToyFaces.write(folder.resolve("train"), IMAGES, 1, configuration)
                        .path()),
                IMAGES,
                configuration);
        Networks networks = Networks.of(configuration, Device.AUTO);
        float[] weights = new Parameters(configuration).initial(1);
        float[] before = weights.clone();
        try (Replicas replicas = new Replicas(networks, 2);
                BatchSource batches = new BatchSource(images, configuration);
                Network reference = networks.reference()) {
            batches.start(1, 0);
            Batch batch = batches.next();
            DataParallelStep step = new DataParallelStep(configuration, replicas, FrozenParameters.NONE);
            assertTrue(Double.isFinite(step.gradients(weights, batch).weighted(configuration.loss())));
            step.apply(batch, new Adam(weights.length), 1e-3, weights);
            assertTrue(!Arrays.equals(before, weights), "the step moves the weights");
            if (configuration.adversarial() != null) {
                float[] kept = weights.clone();
                double speed = Calibration.adversarialImagesPerSecond(
                        configuration, configuration.adversarial(), images, networks, replicas, weights, batch);
                assertTrue(speed > 0, "found " + speed);
                assertTrue(Arrays.equals(kept, weights), "measuring the stage's speed moves nothing");
            }
            OnnxExport export = new OnnxExport(configuration, weights);
            reference.load(weights);
            float[] latents = reference.encode(images.spread(2), 2);
            new ParityCheck(configuration)
                    .require(
                            reference,
                            export.encoder(),
                            export.decoder(),
                            new ParityCheck.Inputs(images.spread(2), Network.NO_LABELS),
                            new ParityCheck.Inputs(latents, Network.NO_LABELS));
            requireJudged(reference.decode(latents, 2), new TensorShape(channels, side));
        }
    }

    @Test
    void trainsOnSmallFacesInColourFromEndToEnd() throws IOException {
        TrainingConfiguration configuration =
                ToyFaces.shaped(TrainingConfiguration.qualityPreset(), 32, 3).withBatch(8);
        TrainingRequest request = ToyFaces.request(folder, configuration, 2, 8, 3, 0);
        List<TrainingUpdate> updates = new ArrayList<>();
        TrainingUpdate last = new TrainingEngine(request, updates::add, () -> Order.GO_ON).run();
        TrainingReport report =
                assertInstanceOf(TrainingUpdate.Completed.class, last).report();
        assertEquals(2, report.epochs().size());
        assertTrue(Double.isFinite(report.requireMetric(Metrics.SAMPLE_FRECHET_DISTANCE)), report.toString());
        String page = Files.readString(folder.resolve("evaluation.html"));
        assertTrue(page.contains("side 32 px, RGB"), page.substring(0, 2_000));
        TrainingUpdate.Started started = assertInstanceOf(TrainingUpdate.Started.class, updates.getFirst());
        assertTrue(Objects.requireNonNull(started.adversarialImagesPerSecond()) > 0, started.toString());
    }

    private static void requireJudged(float[] images, TensorShape shape) {
        List<ImageTensor> faces = ModelFaces.tensors(images, shape);
        try (Judge judge = Judge.bundled()) {
            Examined found = new Examination(judge).of(Faces.of(faces));
            assertEquals(2, found.count());
            assertTrue(Arrays.stream(found.features()[0]).allMatch(Double::isFinite));
        }
    }
}
