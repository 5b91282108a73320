package io.likeness.trainer.run;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.model.ParentVersion;
import io.likeness.contracts.model.RegisterVersion;
import io.likeness.contracts.training.EpochCompleted;
import io.likeness.contracts.training.EpochMeasures;
import io.likeness.contracts.training.FineTuning;
import io.likeness.contracts.training.NetworkPart;
import io.likeness.contracts.training.StartTraining;
import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.contracts.training.TrainingFilm;
import io.likeness.platform.store.Bucket;
import io.likeness.testkit.LikenessPlatformResource;
import io.likeness.trainer.StoredDataset;
import io.likeness.trainer.TrainerResource;
import io.likeness.trainer.run.ScriptedEngine.Session;
import io.likeness.training.protocol.TrainingRequest;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ScriptedProfile.class)
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "trainer"))
@WithTestResource(TrainerResource.class)
class OutcomeComponentTest extends ScriptedScenario {
    private static final FineTuning FINE_TUNING =
            new FineTuning("parents", 1, List.of(NetworkPart.ENCODER_CONVOLUTIONS));

    @Test
    void storesTheFilmOfEachEpochAndKeepsTheLast() {
        seal();
        send(start(2));
        Session session = engine.awaitSession();
        session.say(started(0));
        film(session, 1);
        awaitEvents(3);
        film(session, 2);
        awaitEvents(4);
        complete(session, 2);
        awaitEnd();
        List<EpochCompleted> epochs = only(events(), EpochCompleted.class);
        TrainingFilm first = Objects.requireNonNull(epochs.getFirst().film());
        TrainingFilm last = Objects.requireNonNull(epochs.getLast().film());
        assertTrue(last.strip().key().endsWith("/film-2.png"), last::toString);
        assertEquals("image/png", last.strip().mediaType());
        assertEquals("image/apng", last.animation().mediaType());
        assertEquals("strip 2", content(last.strip()));
        assertEquals("animation 2", content(last.animation()));
        await().atMost(PATIENCE).until(() -> !stored(first.strip()) && !stored(first.animation()));
        assertEquals(
                new EpochMeasures(Map.of("mse", 0.1), Map.of("mse", 0.15, "ssim", 0.5), 1e-3, 3, 72, 1002),
                epochs.getLast().measures());
        ModelManifest manifest = manifest();
        assertEquals("strip 2", content(manifest.requireArtifact("film.png")));
        assertEquals("image/apng", manifest.requireArtifact("film.apng").mediaType());
    }

    @Test
    void registersWhatTheTrainingHasCost() {
        StoredDataset stored = seal();
        send(start(2));
        Session session = engine.awaitSession();
        session.say(started(0));
        checkpoint(session, 1, "one");
        awaitRecorded("checkpoint-1.bin");
        film(session, 1);
        complete(session, 2);
        TrainingCompleted completed = (TrainingCompleted) awaitEnd().getLast();
        Map<String, Double> metrics = completed.metrics();
        RegisterVersion registration = registry.registrations(training).getFirst();
        assertEquals(registration.metrics(), metrics);
        assertEquals(72.0, amount(metrics, "cpuSeconds"));
        assertEquals(1002.0, amount(metrics, "peakMemoryBytes"));
        assertEquals(stored.manifest().counts().total() * 64 * 64.0, amount(metrics, "bytesRead"));
        double artifacts = manifest().artifacts().values().stream()
                .mapToLong(ObjectReference::bytes)
                .sum();
        double progress = "one".length() + "strip 1".length() + "animation 1".length();
        assertEquals(artifacts + progress + registration.manifest().bytes(), amount(metrics, "bytesWritten"));
        assertEquals(72 * 0.02 / 3600, amount(metrics, "cost"), 1e-12, "a rounding error");
        assertEquals(
                72 * 0.02 / 3600 / 192 * 1000, amount(metrics, "costPerThousandImages"), 1e-12, "a rounding error");
        assertTrue(amount(metrics, "wallSeconds") > 0, metrics::toString);
    }

    @Test
    void startsFromTheWeightsOfARegisteredVersion() throws IOException {
        registry.publish("parent", parent());
        seal();
        send(fineTuned());
        Session session = engine.awaitSession();
        TrainingRequest.Base base = Objects.requireNonNull(session.request().base());
        assertEquals("encoder of the parent", Files.readString(Path.of(base.encoder())));
        assertEquals("decoder of the parent", Files.readString(Path.of(base.decoder())));
        assertEquals("density of the parent", Files.readString(Path.of(Objects.requireNonNull(base.density()))));
        assertEquals(FINE_TUNING.frozen(), base.frozen());
        session.say(started(0));
        complete(session, 1);
        awaitEnd();
        ParentVersion parent = new ParentVersion("parents", 1);
        assertEquals(parent, registry.registrations(training).getFirst().parent());
        assertEquals(parent, manifest().parent());
    }

    @Test
    void failsWhereTheVersionToStartFromDoesNotExist() {
        seal();
        send(fineTuned());
        assertEquals(ErrorCode.MODEL_NOT_FOUND, awaitFailure().code());
        assertTrue(engine.idle(), "no engine was started");
    }

    private static double amount(Map<String, Double> metrics, String name) {
        return Objects.requireNonNull(metrics.get(name), name);
    }

    private static void film(Session session, int epoch) {
        session.write("film.png", "strip " + epoch);
        session.write("film.apng", "animation " + epoch);
        finishEpoch(session, epoch);
    }

    private ModelManifest manifest() {
        RegisterVersion registration = registry.registrations(training).getFirst();
        return Json.decode(store.fetch(registration.manifest()), ModelManifest.class);
    }

    private StartTraining fineTuned() {
        Instant deadline = Instant.now().plusSeconds(600);
        return new StartTraining(training, dataset, "blobs", "seed", 1, 7, deadline, null, FINE_TUNING, null);
    }

    private RegisterVersion parent() {
        ObjectReference encoder = file("encoder");
        String digest = encoder.sha256();
        Map<String, ObjectReference> artifacts =
                Map.of("encoder.onnx", encoder, "decoder.onnx", file("decoder"), "density.json", file("density"));
        ModelManifest manifest = new ModelManifest(
                "parents", "parent", "seed", 1, 64, 32, "x/255", "dataset", digest, Map.of(), artifacts, null, null,
                null, null, null);
        ObjectReference stored =
                store.put(Bucket.MODELS, training + "/parent.json", Json.encode(manifest), "application/json");
        return new RegisterVersion(
                "parents", stored, "dataset", digest, digest, "mean-squared-error", 0.01, Map.of(), "cause", null);
    }

    private ObjectReference file(String part) {
        byte[] content = (part + " of the parent").getBytes(StandardCharsets.UTF_8);
        return store.put(Bucket.MODELS, training + "/" + part, content, "application/octet-stream");
    }
}
