package io.likeness.training.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.Label;
import io.likeness.contracts.model.LatentDirections;
import io.likeness.contracts.model.LatentDirections.Direction;
import io.likeness.contracts.training.AdversarialStage;
import io.likeness.contracts.training.NetworkPart;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.latents.LatentDensity;
import io.likeness.latents.LatentSampler;
import io.likeness.training.ToyFaces;
import io.likeness.training.data.ImageCache;
import io.likeness.training.export.OnnxWeights;
import io.likeness.training.network.Network;
import io.likeness.training.network.Parameters;
import io.likeness.training.network.SameDiffNetwork;
import io.likeness.training.protocol.CacheFile;
import io.likeness.training.protocol.DensityCandidate;
import io.likeness.training.protocol.Device;
import io.likeness.training.protocol.EpochReport;
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
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;

class TrainingEngineTest {
    @TempDir
    private Path folder;

    @Test
    void theLossFallsAndEveryFileIsThere() throws IOException {
        TrainingRequest request = ToyFaces.request(folder, ToyFaces.SMALL.withEpochs(12), 2);
        List<TrainingUpdate> updates = new ArrayList<>();
        TrainingReport report = complete(request, updates);

        List<EpochReport> epochs = report.epochs();
        assertEquals(12, epochs.size());
        double first = epochs.getFirst().validationLoss();
        double best = epochs.get(report.bestEpoch() - 1).validationLoss();
        assertTrue(best < 0.3 * first, first + " to " + best);
        assertEquals(best, report.requireMetric(Metrics.VALIDATION_MSE));
        assertEquals(best, report.requireMetric(Metrics.TEST_MSE), 0.5 * best);
        assertTrue(report.requireMetric(Metrics.PARITY_IMAGE_ERROR) <= 1e-4, report.toString());
        assertTrue(
                report.requireMetric(Metrics.SAMPLE_DISTANCE) < report.requireMetric(Metrics.PRIOR_SAMPLE_DISTANCE),
                report.toString());
        assertTrue(report.requireMetric(Metrics.SAMPLE_DIVERSITY_RATIO) > 0.5, report.toString());
        assertEquals(report, Json.decode(Files.readAllBytes(folder.resolve("report.json")), TrainingReport.class));
        LatentDensity density = Json.decode(Files.readAllBytes(folder.resolve("density.json")), LatentDensity.class);
        assertEquals(6, density.latents());
        assertNotNull(density.leastLogDensity());
        List<DensityCandidate> candidates = Objects.requireNonNull(report.densities());
        assertEquals(
                density.components().size(),
                candidates.stream()
                        .filter(DensityCandidate::chosen)
                        .findFirst()
                        .orElseThrow()
                        .components());
        assertEquals(
                Set.of(DensityCandidate.Kind.values()),
                candidates.stream()
                        .filter(candidate -> candidate.sampleDistance() != null)
                        .map(DensityCandidate::kind)
                        .collect(Collectors.toSet()));
        assertTrue(Files.size(folder.resolve("decoder.onnx")) > 4 * report.parameters() / 2);
        assertTrue(Files.size(folder.resolve("encoder.onnx")) > 4 * report.parameters() / 3);
        TrainingUpdate.Started started = assertInstanceOf(TrainingUpdate.Started.class, updates.getFirst());
        assertEquals(report.parameters(), started.parameters());
        assertTrue(started.device().contains("2 replicas"), started.device());
        assertTrue(started.imagesPerSecond() > 0, started.toString());
        assertNull(started.adversarialImagesPerSecond());
        assertEquals(0, started.resumedAfterEpoch());
        assertEquals("synthetic", report.judge());
        assertTrue(
                report.requireMetric(Metrics.SAMPLE_FRECHET_DISTANCE)
                        < report.requireMetric(Metrics.PRIOR_FRECHET_DISTANCE),
                report.toString());
        assertTrue(report.requireMetric(Metrics.MEMORISATION_RATIO) > 0, report.toString());
        String page = Files.readString(folder.resolve("evaluation.html"));
        assertTrue(page.contains("training images 200"), page.substring(0, 3_000));
        assertTrue(Files.exists(folder.resolve("film.png")));
        assertTrue(Files.exists(folder.resolve("film.apng")));
        assertEquals(new TrainingUpdate.StageEntered(TrainingUpdate.Stage.EVALUATION), updates.getLast());
    }

    @Test
    void labelsGiveDirectionsAlongWhichTheirSpotMoves() throws IOException {
        TrainingRequest request = ToyFaces.labelled(ToyFaces.request(folder, ToyFaces.SMALL.withEpochs(12), 2));
        TrainingReport report = complete(request, new ArrayList<>());
        assertEquals(
                List.of("right", "height"),
                report.labels().stream().map(Label::name).toList());
        LatentDirections directions =
                Json.decode(Files.readAllBytes(folder.resolve("directions.json")), LatentDirections.class);
        assertEquals(
                List.of("right", "height"),
                directions.directions().stream().map(Direction::attribute).toList());
        double moved = shift(request, directions.directions().getFirst().vector());
        // Spots lie between 4.8 and 11.2 of 16 pixels, so that their halves are 3.2 apart; the ground's light halves
        // what is measured.
        assertTrue(moved > 0.5, "moved by " + moved);
    }

    @Test
    void aNetworkThatIsToldALabelDrawsByIt() throws IOException {
        TrainingConfiguration told = ToyFaces.SMALL.withEpochs(12).withConditions(List.of("right"));
        TrainingRequest request = ToyFaces.labelled(ToyFaces.request(folder, told, 2));
        TrainingReport report = complete(request, new ArrayList<>());
        List<EpochReport> epochs = report.epochs();
        double first = epochs.getFirst().validationLoss();
        assertTrue(report.requireMetric(Metrics.VALIDATION_MSE) < 0.3 * first, report.toString());
        assertTrue(report.requireMetric(Metrics.PARITY_IMAGE_ERROR) <= 1e-4, report.toString());
        int count = request.validation().count();
        float[] left = new float[count];
        float[] right = new float[count];
        Arrays.fill(left, -1);
        Arrays.fill(right, 1);
        try (Network network = trained(told)) {
            float[] latents = network.encode(faces(request), left, count);
            double moved = centre(network.decode(latents, right, count), told.side())
                    - centre(network.decode(latents, left, count), told.side());
            // The latent alone would tell where the spot is, so the label need not say much: 0 is what a label that is
            // lost gives.
            assertTrue(moved > 0.01, "moved by " + moved);
        }
    }

    @Test
    void aNetworkThatIsToldALabelIsSharpenedWithItAndDrawsFacesThatHaveIt() throws IOException {
        AdversarialStage stage = new AdversarialStage(2, 1e-3, 2e-3, List.of(4, 6), 5);
        TrainingConfiguration told =
                ToyFaces.SMALL.withEpochs(12).withConditions(List.of("right")).withAdversarial(stage);
        TrainingReport report = complete(ToyFaces.labelled(ToyFaces.request(folder, told, 2)), new ArrayList<>());
        assertTrue(report.epochs().size() > 12, report.toString());
        EpochReport last = report.epochs().getLast();
        double labels = Objects.requireNonNull(last.trainTerms().get("drawnLabels"), "drawnLabels");
        assertTrue(labels < Math.log(2), "the labels of drawn faces are guessed at with an entropy of " + labels);
        assertTrue(report.requireMetric(Metrics.PARITY_IMAGE_ERROR) <= 1e-4, report.toString());
        LatentDensity density = Json.decode(Files.readAllBytes(folder.resolve("density.json")), LatentDensity.class);
        assertEquals(
                List.of("right", "height"),
                density.labels().stream().map(Label::name).toList());
        try (Network network = trained(told)) {
            double moved =
                    centre(given(density, network, 1), told.side()) - centre(given(density, network, -1), told.side());
            // As far as directions move it in the test above, and for the same reason.
            assertTrue(moved > 0.5, "moved by " + moved);
        }
    }

    @Test
    void aConditionThatIsNoLabelOfTheDatasetIsRefused() {
        TrainingConfiguration told = ToyFaces.SMALL.withConditions(List.of("right", "hat"));
        TrainingRequest request = ToyFaces.labelled(ToyFaces.request(folder, told, 1));
        LikenessException refusal = assertThrows(
                LikenessException.class, () -> new TrainingEngine(request, update -> {}, () -> Order.GO_ON).run());
        assertEquals(ErrorCode.IMPOSSIBLE_CONFIGURATION, refusal.code());
        assertEquals(
                "conditions: expected labels that tell the dataset's images apart, [right, height], found 'hat'",
                refusal.getMessage());
    }

    @Test
    void aBoundHoldsForEveryWeightOfTheDecoderThatIsKept() throws IOException {
        double most = 0.5;
        complete(ToyFaces.request(folder, ToyFaces.SMALL, 2), new ArrayList<>());
        assertTrue(greatestDecoderNorm(ToyFaces.SMALL) > 2 * most, "without a bound");
        AdversarialStage stage = new AdversarialStage(1, 1e-3, 2e-3, List.of(4, 6), 5);
        TrainingConfiguration bound = ToyFaces.with("decoderNorm", most, ToyFaces.SMALL.withAdversarial(stage));
        complete(ToyFaces.request(folder, bound, 2), new ArrayList<>());
        // Twenty iterations find a norm to about a percent.
        assertEquals(most, greatestDecoderNorm(bound), 0.01);
    }

    @Test
    void theSameSeedGivesTheSameModelWhateverTheTiming() throws IOException {
        TrainingRequest request = ToyFaces.request(folder, ToyFaces.SMALL, 2);
        complete(request, new ArrayList<>());
        byte[] decoder = Files.readAllBytes(folder.resolve("decoder.onnx"));
        byte[] density = Files.readAllBytes(folder.resolve("density.json"));

        complete(request, new ArrayList<>());

        assertArrayEquals(decoder, Files.readAllBytes(folder.resolve("decoder.onnx")));
        assertArrayEquals(density, Files.readAllBytes(folder.resolve("density.json")));
    }

    @Test
    void replicasMakeTheStepsOfOneNetwork() {
        TrainingReport one = complete(ToyFaces.request(folder, ToyFaces.SMALL, 1), new ArrayList<>());
        TrainingReport three = complete(ToyFaces.request(folder, ToyFaces.SMALL, 3), new ArrayList<>());
        for (int epoch = 0; epoch < one.epochs().size(); epoch++) {
            double expected = one.epochs().get(epoch).validationLoss();
            // Sums in another order: FLOAT rounding, grown by 39 Adam steps.
            assertEquals(expected, three.epochs().get(epoch).validationLoss(), 1e-3 * expected);
        }
    }

    @Test
    void cancellingEndsItWithinOneBatch() {
        TrainingRequest request = ToyFaces.request(folder, ToyFaces.SMALL.withEpochs(10_000), 1);
        AtomicInteger asked = new AtomicInteger();
        TrainingUpdate outcome = new TrainingEngine(
                        request, update -> {}, () -> asked.incrementAndGet() == 20 ? Order.CANCEL : Order.GO_ON)
                .run();
        assertEquals(new TrainingUpdate.Cancelled(), outcome);
        assertEquals(20, asked.get());
    }

    @Test
    void aRunThatOnlyGetsWorseEndsWithThatReason() {
        complete(ToyFaces.request(folder, ToyFaces.SMALL, 1), new ArrayList<>());
        TrainingConfiguration hasty = ToyFaces.network(16, 1, 6, List.of(8, 12), 16, 50, 1, 5);
        TrainingRequest request = ToyFaces.tuned(ToyFaces.request(folder, hasty, 1), folder, List.of());
        LikenessException failure = assertThrows(
                LikenessException.class, () -> new TrainingEngine(request, update -> {}, () -> Order.GO_ON).run());
        assertEquals(ErrorCode.TRAINING_DIVERGED, failure.code());
        assertTrue(String.valueOf(failure.getMessage()).contains("lower learningRate"), failure.toString());
    }

    @Test
    void frozenPartsKeepTheirBitsAndTheRestLearns() throws IOException {
        complete(ToyFaces.request(folder, ToyFaces.SMALL, 2), new ArrayList<>());
        Path tuned = Files.createDirectory(folder.resolve("tuned"));
        TrainingRequest request = ToyFaces.tuned(
                ToyFaces.request(tuned, ToyFaces.SMALL, 2),
                folder,
                List.of(NetworkPart.ENCODER_CONVOLUTIONS, NetworkPart.ENCODER_LINEAR));
        complete(request, new ArrayList<>());
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("encoder.onnx")), Files.readAllBytes(tuned.resolve("encoder.onnx")));
        assertFalse(Arrays.equals(
                Files.readAllBytes(folder.resolve("decoder.onnx")), Files.readAllBytes(tuned.resolve("decoder.onnx"))));
    }

    @Test
    void aJudgeThatIsNoneIsRefusedBeforeTheTraining() {
        TrainingRequest whole = ToyFaces.request(folder, ToyFaces.SMALL, 1);
        TrainingRequest request = new TrainingRequest(
                whole.configuration(),
                whole.train(),
                whole.validation(),
                whole.test(),
                whole.output(),
                1,
                1,
                Device.AUTO,
                TrainingRequest.DEFAULT_CHECKPOINT_SECONDS,
                null,
                null,
                whole.train().path());
        LikenessException refusal = assertThrows(
                LikenessException.class,
                () -> new TrainingEngine(request, update -> fail(update.toString()), () -> Order.GO_ON).run());
        assertEquals(
                "judge: expected a file that './likeness judge' wrote at %s, found no ONNX model"
                        .formatted(whole.train().path()),
                refusal.getMessage());
    }

    @Test
    void aDatasetWithoutValidationIsRefused() {
        TrainingRequest whole = ToyFaces.request(folder, ToyFaces.SMALL, 1);
        TrainingRequest request = new TrainingRequest(
                whole.configuration(),
                whole.train(),
                new CacheFile("none", 0),
                whole.test(),
                whole.output(),
                1,
                1,
                Device.AUTO,
                TrainingRequest.DEFAULT_CHECKPOINT_SECONDS,
                null,
                null,
                null);
        LikenessException refusal = assertThrows(
                LikenessException.class, () -> new TrainingEngine(request, update -> {}, () -> Order.GO_ON).run());
        assertEquals(ErrorCode.DATASET_UNUSABLE, refusal.code());
        assertEquals("validation: expected at least one image, found none", refusal.getMessage());
    }

    /** How far to the right a step moves the mean centre of light of the validation images, in pixels. */
    private double shift(TrainingRequest request, double[] step) throws IOException {
        TrainingConfiguration configuration = request.configuration();
        CacheFile faces = request.validation();
        float[] images = faces(request);
        try (Network network = trained(configuration)) {
            float[] latents = network.encode(images, faces.count());
            double before = centre(network.decode(latents, faces.count()), configuration.side());
            for (int i = 0; i < latents.length; i++) {
                latents[i] += (float) step[i % step.length];
            }
            return centre(network.decode(latents, faces.count()), configuration.side()) - before;
        }
    }

    /** Faces on the left, -1, or on the right, 1, as the network draws them. */
    private static float[] given(LatentDensity density, Network network, float right) {
        int count = 64;
        LatentSampler sampler = new LatentSampler(density).given(Map.of("right", (double) right));
        float[] latents = new float[count * density.latents()];
        for (int i = 0; i < count; i++) {
            float[] latent = sampler.sample(i);
            System.arraycopy(latent, 0, latents, i * latent.length, latent.length);
        }
        float[] labels = new float[count];
        Arrays.fill(labels, right);
        return network.decode(latents, labels, count);
    }

    /** Of the decoder in the folder, the greatest singular value of a weight as a matrix. */
    private double greatestDecoderNorm(TrainingConfiguration configuration) throws IOException {
        float[] weights = weights(configuration);
        return new Parameters(configuration)
                .all().stream()
                        .filter(parameter -> parameter.name().startsWith("decoder")
                                && parameter.shape().size() > 1)
                        .mapToDouble(parameter -> {
                            int columns = parameter.shape().getLast();
                            double[][] rows = new double[parameter.length() / columns][columns];
                            for (int i = 0; i < parameter.length(); i++) {
                                rows[i / columns][i % columns] = weights[parameter.offset() + i];
                            }
                            return new SingularValueDecomposition(new Array2DRowRealMatrix(rows, false)).getNorm();
                        })
                        .max()
                        .orElseThrow();
    }

    private Network trained(TrainingConfiguration configuration) throws IOException {
        Network network = new SameDiffNetwork(configuration, DataType.FLOAT);
        network.load(weights(configuration));
        return network;
    }

    private float[] weights(TrainingConfiguration configuration) throws IOException {
        return new OnnxWeights(configuration)
                .read(
                        Files.readAllBytes(folder.resolve("encoder.onnx")),
                        Files.readAllBytes(folder.resolve("decoder.onnx")));
    }

    private static float[] faces(TrainingRequest request) {
        CacheFile faces = request.validation();
        return ImageCache.open(Path.of(faces.path()), faces.count(), request.configuration())
                .spread(faces.count());
    }

    private static double centre(float[] images, int side) {
        double light = 0;
        double across = 0;
        for (int i = 0; i < images.length; i++) {
            light += images[i];
            across += images[i] * (i % side);
        }
        return across / light;
    }

    private static TrainingReport complete(TrainingRequest request, List<TrainingUpdate> updates) {
        TrainingUpdate last = new TrainingEngine(request, updates::add, () -> Order.GO_ON).run();
        return assertInstanceOf(TrainingUpdate.Completed.class, last).report();
    }
}
