package io.likeness.training.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.Activation;
import io.likeness.contracts.training.AdversarialStage;
import io.likeness.contracts.training.Annealing;
import io.likeness.contracts.training.Augmentation;
import io.likeness.contracts.training.LearningRateSchedule;
import io.likeness.contracts.training.LossWeights;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.ToyFaces;
import io.likeness.training.protocol.EpochReport;
import io.likeness.training.protocol.TrainingReport;
import io.likeness.training.protocol.TrainingRequest;
import io.likeness.training.protocol.TrainingUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumeTest {
    /** Everything that has a state of its own: mixed loss, schedule, augmentation, labels, a bound, adversarial stage. */
    private static final TrainingConfiguration RICH = ToyFaces.with(
            "decoderNorm",
            1.5,
            new TrainingConfiguration(
                            TrainingConfiguration.CUSTOM,
                            16,
                            1,
                            6,
                            List.of(8, 12),
                            3,
                            Activation.LEAKY_RELU,
                            new LossWeights(1, 0.1, 0.2),
                            16,
                            4,
                            3e-3,
                            new LearningRateSchedule(Annealing.COSINE, 0.5, 0.01),
                            3,
                            new Augmentation(10, 0.1, 0.1, true),
                            5)
                    .withConditions(List.of("right"))
                    .withAdversarial(new AdversarialStage(2, 1e-3, 2e-3, List.of(4, 6), 5)));

    @TempDir
    private Path folder;

    /** An epoch has 13 steps and one look at the validation images; the stage after the autoencoder's four begins at about the 60th question. */
    @ParameterizedTest
    @CsvSource({"1, 20, 1", "2, 20, 1", "1, 70, 4", "2, 70, 4"})
    void suspendedInTheMiddleOfAnEpochItGoesOnToTheSameBits(int replicas, int question, int epochs) throws IOException {
        Path whole = Files.createDirectory(folder.resolve("whole"));
        assertInstanceOf(TrainingUpdate.Completed.class, run(request(whole, RICH, replicas), 0));
        Path interrupted = Files.createDirectory(folder.resolve("interrupted"));
        TrainingRequest request = request(interrupted, RICH, replicas);

        TrainingUpdate.Suspended suspended = assertInstanceOf(TrainingUpdate.Suspended.class, run(request, question));
        assertEquals(epochs, suspended.epoch());
        TrainingRequest resumed = ToyFaces.resumed(request, interrupted.resolve(suspended.file()));
        assertInstanceOf(TrainingUpdate.Completed.class, run(resumed, 0));

        for (String file : List.of("decoder.onnx", "encoder.onnx", "density.json", "film.png", "film.apng")) {
            assertArrayEquals(
                    Files.readAllBytes(whole.resolve(file)), Files.readAllBytes(interrupted.resolve(file)), file);
        }
    }

    @Test
    void suspendedAfterTheLastEpochItGoesOnWithWhatFollows() throws IOException {
        Path whole = Files.createDirectory(folder.resolve("whole"));
        assertInstanceOf(TrainingUpdate.Completed.class, run(request(whole, RICH, 1), 0));
        Path interrupted = Files.createDirectory(folder.resolve("interrupted"));
        TrainingRequest request = request(interrupted, RICH, 1);
        AtomicReference<Order> order = new AtomicReference<>(Order.GO_ON);
        TrainingUpdate outcome = new TrainingEngine(
                        request,
                        update -> {
                            if (update instanceof TrainingUpdate.StageEntered) {
                                order.set(Order.SUSPEND);
                            }
                        },
                        order::get)
                .run();
        TrainingUpdate.Suspended suspended = assertInstanceOf(TrainingUpdate.Suspended.class, outcome);
        assertEquals(RICH.epochs(), suspended.epoch());
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        TrainingRequest resumed = ToyFaces.resumed(request(elsewhere, RICH, 1), interrupted.resolve(suspended.file()));
        assertInstanceOf(TrainingUpdate.Completed.class, run(resumed, 0));
        for (String file : List.of("decoder.onnx", "density.json", "film.png", "film.apng")) {
            assertArrayEquals(
                    Files.readAllBytes(whole.resolve(file)), Files.readAllBytes(elsewhere.resolve(file)), file);
        }
    }

    @Test
    void theTimeThatIsLeftCountsTheStageThatFollows() throws IOException {
        List<EpochReport> reports = new ArrayList<>();
        AtomicReference<TrainingUpdate.@Nullable Started> started = new AtomicReference<>();
        TrainingRequest request = request(folder, RICH, 1);
        new TrainingEngine(
                        request,
                        update -> {
                            if (update instanceof TrainingUpdate.Started begun) {
                                started.set(begun);
                            } else if (update instanceof TrainingUpdate.EpochFinished finished) {
                                reports.add(finished.report());
                            }
                        },
                        () -> Order.GO_ON)
                .run();
        double speed =
                Objects.requireNonNull(Objects.requireNonNull(started.get()).adversarialImagesPerSecond());
        EpochReport last = reports.get(RICH.epochs() - 1);
        assertEquals(2 * request.train().count() / speed, last.etaSeconds(), 1e-9);
        assertEquals(0, reports.getLast().etaSeconds());
    }

    @Test
    void onMoreReplicasItGoesOnToNearlyTheSameLoss() throws IOException {
        TrainingRequest request = request(folder, RICH, 1);
        TrainingReport whole = assertInstanceOf(TrainingUpdate.Completed.class, run(request, 0))
                .report();
        TrainingUpdate.Suspended suspended = assertInstanceOf(TrainingUpdate.Suspended.class, run(request, 20));
        TrainingRequest resumed = ToyFaces.resumed(request(folder, RICH, 2), folder.resolve(suspended.file()));
        TrainingReport report = assertInstanceOf(TrainingUpdate.Completed.class, run(resumed, 0))
                .report();
        double expected = whole.epochs().getLast().validationLoss();
        // Sums in another order: FLOAT rounding, grown by 32 Adam steps.
        assertEquals(expected, report.epochs().getLast().validationLoss(), 1e-3 * expected);
    }

    @Test
    void aCheckpointOfAnotherConfigurationIsRefused() throws IOException {
        TrainingRequest request = request(folder, RICH, 1);
        TrainingUpdate.Suspended suspended = assertInstanceOf(TrainingUpdate.Suspended.class, run(request, 20));
        TrainingRequest other =
                ToyFaces.resumed(request(folder, RICH.withSeed(6), 1), folder.resolve(suspended.file()));
        LikenessException refusal = assertThrows(LikenessException.class, () -> run(other, 0));
        assertEquals(ErrorCode.STATE_CONFLICT, refusal.code());
    }

    @Test
    void aDamagedCheckpointIsRefused() throws IOException {
        TrainingRequest request = request(folder, RICH, 1);
        TrainingUpdate.Suspended suspended = assertInstanceOf(TrainingUpdate.Suspended.class, run(request, 20));
        Path file = folder.resolve(suspended.file());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertEquals(
                ErrorCode.DIGEST_MISMATCH,
                assertThrows(LikenessException.class, () -> run(ToyFaces.resumed(request, file), 0))
                        .code());
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 3));
        assertEquals(
                ErrorCode.DIGEST_MISMATCH,
                assertThrows(LikenessException.class, () -> run(ToyFaces.resumed(request, file), 0))
                        .code());
    }

    @Test
    void trainingStopsOnceTheValidationLossHasStalled() {
        ObjectNode fields = (ObjectNode) Json.tree(Json.encode(RICH));
        fields.put("learningRate", 1e-12).put("epochs", 50).putNull("adversarial");
        TrainingConfiguration stubborn = Json.decode(Json.encode(fields), TrainingConfiguration.class);
        TrainingReport report = assertInstanceOf(TrainingUpdate.Completed.class, run(request(folder, stubborn, 1), 0))
                .report();
        assertTrue(report.epochs().size() < 50, "epochs: " + report.epochs().size());
        assertEquals(3, report.epochs().size() - report.bestEpoch());
    }

    private static TrainingRequest request(Path folder, TrainingConfiguration configuration, int replicas) {
        return ToyFaces.labelled(ToyFaces.request(folder, configuration, replicas));
    }

    /** @param suspendAt which question for orders is answered with a suspension, 0 for none */
    private static TrainingUpdate run(TrainingRequest request, int suspendAt) {
        AtomicInteger asked = new AtomicInteger();
        return new TrainingEngine(
                        request, update -> {}, () -> asked.incrementAndGet() == suspendAt ? Order.SUSPEND : Order.GO_ON)
                .run();
    }
}
