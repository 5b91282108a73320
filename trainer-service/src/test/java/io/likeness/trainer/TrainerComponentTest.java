package io.likeness.trainer;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.contracts.model.Label;
import io.likeness.contracts.model.LatentDirections;
import io.likeness.contracts.model.LatentDirections.Direction;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.model.RegisterVersion;
import io.likeness.contracts.training.EpochCompleted;
import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.contracts.training.TrainingEvent;
import io.likeness.contracts.training.TrainingQueued;
import io.likeness.contracts.training.TrainingStarted;
import io.likeness.latents.LatentDensity;
import io.likeness.testkit.LikenessPlatformResource;
import io.likeness.testkit.TestPlatform;
import io.likeness.trainer.dataset.DatasetCheck;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "trainer"))
@WithTestResource(TrainerResource.class)
class TrainerComponentTest extends TrainingScenario {
    @Test
    void trainsADatasetIntoARegisteredVersionAndTellsEachStep() {
        StoredDataset stored = StoredDataset.store(store, dataset, 64, COUNTS, List.of("odd", "partial"));
        send(stored.sealed(), correlation);
        send(start(2));
        send(start(2));
        List<TrainingEvent> events = awaitEnd();

        assertEquals(new TrainingQueued(training, dataset, "blobs", 1), events.getFirst());
        TrainingStarted started = (TrainingStarted) events.get(1);
        assertEquals(
                List.of(1, 2, COUNTS, 312_801L),
                List.of(started.attempt(), started.epochs(), started.images(), started.parameters()));
        assertTrue(String.valueOf(started.device()).startsWith("CPU"), started::toString);
        assertNull(started.resumedAfterEpoch());
        EpochCompleted second = (EpochCompleted) events.get(3);
        assertEquals(2, second.epoch());
        assertTrue(second.validationLoss() < 0.2, "a sigmoid's first guess is about 0.08 away: " + second);
        TrainingCompleted completed = (TrainingCompleted) events.get(4);
        assertEquals(5, events.size(), "the repeated command changes nothing");

        RegisterVersion registration = registry.registrations(training).getFirst();
        assertEquals(1, registry.registrations(training).size());
        assertEquals(stored.reference().sha256(), registration.datasetDigest());
        assertEquals(DatasetCheck.validationDigest(stored.manifest()), registration.validationDigest());
        assertEquals("mean-squared-error", registration.measure());
        assertEquals(correlation, registration.correlationId());
        assertEquals(registration.validationLoss(), completed.metrics().get("validationMse"));
        assertEquals(registration.manifest().sha256(), completed.modelDigest());
        assertArtifacts(registration, stored);
    }

    @Test
    void failsWhereTheImagesHaveAnotherShapeThanThePreset() {
        StoredDataset small = StoredDataset.store(store, dataset, 32, COUNTS);
        send(small.sealed(), correlation);
        send(start(1));
        Failure failure = awaitFailure();
        assertEquals(ErrorCode.IMPOSSIBLE_CONFIGURATION, failure.code());
        assertEquals("dataset.side: expected 64, found 32", failure.message());
    }

    @Test
    void failsWhereThePresetIsUnknown() {
        seal();
        send(command(1, "unknown", Instant.now().plusSeconds(600)));
        assertEquals(ErrorCode.IMPOSSIBLE_CONFIGURATION, awaitFailure().code());
    }

    @Test
    void failsWhereTheDeadlinePassesBetweenAttemptsThatDoNotStart() {
        seal();
        TestPlatform.shared().store().kill();
        try {
            send(command(1, "seed", Instant.now().plusSeconds(10)));
            await().atMost(PATIENCE).until(() -> attempts() >= 1);
            assertEquals(ErrorCode.DEADLINE_EXCEEDED, awaitFailure().code());
        } finally {
            TestPlatform.shared().store().start();
        }
    }

    @Test
    void goesOnAsOftenAsItsEngineDiesWhereEachHasGotOn() {
        seal();
        send(start(60));
        String begunWith = "";
        for (int attempt = 2; attempt <= 4; attempt++) {
            int attempts = attempt;
            String former = begunWith;
            // An epoch is announced before its checkpoint is stored, and only that is how far an attempt has got.
            await().atMost(PATIENCE).until(() -> !checkpoint().equals(former));
            engines().forEach(ProcessHandle::destroyForcibly);
            read(PATIENCE, events -> starts(events).size() == attempts);
            begunWith = checkpoint();
        }
        List<TrainingEvent> events = awaitEnd();
        assertTrue(events.getLast() instanceof TrainingCompleted, events::toString);
        assertTrue(
                starts(events).stream().skip(1).allMatch(started -> started.resumedAfterEpoch() != null),
                events::toString);
    }

    private static List<TrainingStarted> starts(List<TrainingEvent> events) {
        return events.stream()
                .filter(TrainingStarted.class::isInstance)
                .map(TrainingStarted.class::cast)
                .toList();
    }

    private void assertArtifacts(RegisterVersion registration, StoredDataset stored) {
        ModelManifest manifest = Json.decode(store.fetch(registration.manifest()), ModelManifest.class);
        assertEquals(training, manifest.trainingId());
        assertEquals(List.of(1, 64, 32), List.of(manifest.channels(), manifest.side(), manifest.latents()));
        assertEquals("x/255", manifest.normalisation());
        assertEquals(stored.reference().sha256(), manifest.datasetDigest());
        assertEquals("2", manifest.configuration().get("epochs"));
        assertTrue(String.valueOf(manifest.codeVersion()).matches("[0-9.]+.*"), manifest::toString);
        assertTrue(
                manifest.artifacts()
                        .keySet()
                        .containsAll(Set.of(
                                "decoder.onnx", "encoder.onnx", "density.json", "evaluation.html", "report.json")),
                manifest::toString);
        manifest.artifacts()
                .values()
                .forEach(artifact ->
                        assertEquals(artifact.sha256(), Digests.sha256(store.fetch(artifact)), artifact::key));
        LatentDensity density = Json.decode(store.fetch(manifest.requireArtifact("density.json")), LatentDensity.class);
        assertEquals(32, density.latents());
        assertEquals(List.of(new Label("odd", true, 0, 1)), manifest.labels(), "some images lack the other");
        LatentDirections directions =
                Json.decode(store.fetch(manifest.requireArtifact("directions.json")), LatentDirections.class);
        assertEquals(
                List.of("odd"),
                directions.directions().stream().map(Direction::attribute).toList());
        assertTrue(manifest.requireArtifact("decoder.onnx").bytes() > 600_000, "158,401 parameters of 4 bytes");
    }
}
