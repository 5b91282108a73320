package io.likeness.trainer.run;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.DatasetDeleted;
import io.likeness.contracts.model.RegisterVersion;
import io.likeness.contracts.training.DeleteTraining;
import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.contracts.training.TrainingDeleted;
import io.likeness.contracts.training.TrainingEvent;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.OrphanSweep;
import io.likeness.testkit.LikenessPlatformResource;
import io.likeness.trainer.RegistryServer;
import io.likeness.trainer.StoredDataset;
import io.likeness.trainer.TrainerResource;
import io.likeness.trainer.engine.EngineEvent.Cancelled;
import io.likeness.trainer.run.ScriptedEngine.Order;
import io.likeness.trainer.run.ScriptedEngine.Session;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Trainings and datasets of which somebody wants nothing more. */
@QuarkusTest
@TestProfile(ScriptedProfile.class)
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "trainer"))
@WithTestResource(TrainerResource.class)
class DeletionComponentTest extends ScriptedScenario {
    @Inject
    OrphanSweep orphans;

    @Test
    void deletesWhatATrainingHasStoredButNotItsVersion() {
        seal();
        send(start(1));
        Session session = engine.awaitSession();
        session.say(started(0));
        film(session);
        complete(session, 1);
        assertTrue(awaitEnd().getLast() instanceof TrainingCompleted);
        List<String> version = objects(Bucket.MODELS);
        assertEquals(2, objects(Bucket.CHECKPOINTS).size(), "its film");

        send(new DeleteTraining(training));
        awaitDeleted();
        assertEquals(List.of(), objects(Bucket.CHECKPOINTS));
        assertEquals(version, objects(Bucket.MODELS));
        assertFalse(Files.exists(runs()));
        send(new DeleteTraining(training));
        send(start(1));
        settle();
        assertEquals(1, only(events(), TrainingDeleted.class).size());
        assertEquals(1, attempts(), "it is not trained again");
    }

    @Test
    void deletesATrainingThatRuns() {
        seal();
        send(start(5));
        Session session = engine.awaitSession();
        session.say(started(0));
        film(session);
        checkpoint(session, 1, "one");
        awaitRecorded("checkpoint-1.bin");
        send(new DeleteTraining(training));
        assertEquals(Order.CANCEL, session.awaitOrder());
        session.say(new Cancelled());
        awaitDeleted();
        assertEquals(List.of(), objects(Bucket.CHECKPOINTS));
        assertEquals(List.of(), objects(Bucket.MODELS));
        assertTrue(registry.registrations(training).isEmpty());
    }

    @Test
    void deletesATrainingThatIsAboutToBeRegisteredOnceItIs() {
        registry.close();
        seal();
        send(start(1));
        Session session = engine.awaitSession();
        session.say(started(0));
        complete(session, 1);
        await().atMost(PATIENCE).until(() -> attempts() >= 2);
        send(new DeleteTraining(training));
        int before = attempts();
        await().atMost(PATIENCE).until(() -> attempts() > before + 1);
        assertTrue(only(events(), TrainingDeleted.class).isEmpty());
        registry = RegistryServer.start(registryConfiguration.url().getPort());
        awaitDeleted();
        List<TrainingEvent> told = events();
        assertTrue(told.get(told.size() - 2) instanceof TrainingCompleted, told::toString);
        assertFalse(objects(Bucket.MODELS).isEmpty(), "the registry deletes them");
    }

    @Test
    void deletesATrainingThatWaits() {
        send(start(1));
        awaitEvents(1);
        send(new DeleteTraining(training));
        awaitDeleted();
        seal();
        await().atMost(PATIENCE).until(this::datasetNoted);
        assertEquals(0, attempts());
        assertEquals(new TrainingDeleted(training), events().getLast());
    }

    @Test
    void neverStartsATrainingThatWasDeletedBeforeItsCommandCame() {
        seal();
        send(new DeleteTraining(training));
        awaitDeleted();
        send(start(1));
        settle();
        assertEquals(List.of(new TrainingDeleted(training)), events());
        assertEquals(0, attempts());
    }

    @Test
    void deletesItsCopyOfADeletedDataset() {
        StoredDataset stored = seal();
        send(start(1));
        complete(engine.awaitSession(), 1);
        awaitEnd();
        Path cache = configuration
                .workFolder()
                .resolve("datasets")
                .resolve(stored.sealed().manifest().sha256());
        assertTrue(Files.isDirectory(cache));
        send(new DatasetDeleted(dataset), correlation);
        await().atMost(PATIENCE).until(() -> !Files.exists(cache));
    }

    @Test
    void failsATrainingWhoseDatasetIsDeleted() {
        send(start(1));
        awaitEvents(1);
        send(new DatasetDeleted(dataset), correlation);
        assertEquals(ErrorCode.DATASET_UNUSABLE, awaitFailure().code());
    }

    @Test
    void deletesOldObjectsThatNoTrainingOwns() {
        seal();
        send(start(2));
        Session session = engine.awaitSession();
        session.say(started(0));
        film(session);
        checkpoint(session, 1, "one");
        ObjectReference checkpoint = awaitRecorded("checkpoint-1.bin");
        await().atMost(PATIENCE).until(() -> objects(Bucket.CHECKPOINTS).size() == 3);
        List<String> owned = objects(Bucket.CHECKPOINTS);
        String lost = put(Bucket.CHECKPOINTS, training + "/0/checkpoint-9.bin");
        String nobodys = put(Bucket.CHECKPOINTS, "none-" + training + "/1/film-1.png");
        String lostModel = put(Bucket.MODELS, training + "/77/decoder.onnx");
        String registered = put(Bucket.MODELS, "other-" + training + "/1/decoder.onnx");
        String unregistered = put(Bucket.MODELS, "other-" + training + "/2/decoder.onnx");

        orphans.sweep(Instant.now());
        assertTrue(present(Bucket.CHECKPOINTS, lost), "what is young may be on its way");
        registry.close();
        orphans.sweep(later());
        assertEquals(owned, objects(Bucket.CHECKPOINTS));
        assertTrue(stored(checkpoint));
        assertFalse(present(Bucket.CHECKPOINTS, nobodys));
        assertTrue(present(Bucket.MODELS, unregistered), "without the registry nobody can tell");
        assertTrue(present(Bucket.MODELS, lostModel), "a training that has not ended may need it");

        registry = RegistryServer.start(registryConfiguration.url().getPort());
        complete(session, 2);
        awaitEnd();
        List<String> version = objects(Bucket.MODELS);
        registry.publish("other-" + training, registration("other-" + training));
        orphans.sweep(later());
        assertTrue(present(Bucket.MODELS, registered));
        assertFalse(present(Bucket.MODELS, unregistered));
        assertFalse(present(Bucket.MODELS, lostModel));
        assertEquals(version.size() - 1, objects(Bucket.MODELS).size(), "what is pinned stays");
    }

    private static RegisterVersion registration(String training) {
        ObjectReference manifest =
                new ObjectReference("models", training + "/1/manifest.json", "a".repeat(64), 1, "application/json");
        return new RegisterVersion(
                "other", manifest, "data", "b".repeat(64), "c".repeat(64), "mse", 0.1, Map.of(), "cause", null);
    }

    private static Instant later() {
        return Instant.now().plus(Duration.ofDays(3));
    }

    private String put(Bucket bucket, String key) {
        return store.put(bucket, key, new byte[1], "application/octet-stream").key();
    }

    private boolean present(Bucket bucket, String key) {
        return store.find(bucket, key).isPresent();
    }

    private static void film(Session session) {
        session.write("film.png", "strip");
        session.write("film.apng", "animation");
        finishEpoch(session, 1);
    }

    private void awaitDeleted() {
        await().atMost(PATIENCE).until(() -> events().contains(new TrainingDeleted(training)));
    }

    private boolean datasetNoted() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT EXISTS (SELECT 1 FROM dataset WHERE id = :id)")
                .bind("id", dataset)
                .mapTo(Boolean.class)
                .one());
    }

    /** A command that changes nothing cannot be awaited; one that is sent after it for the same training can. */
    private void settle() {
        jdbi.useHandle(handle -> handle.execute("UPDATE training SET deletion_asked_at = NULL WHERE id = ?", training));
        send(new DeleteTraining(training));
        await().atMost(PATIENCE).until(() -> !asked().isEmpty());
    }

    private String asked() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT deletion_asked_at FROM training WHERE id = :id")
                .bind("id", training)
                .mapTo(String.class)
                .findOne()
                .orElse(""));
    }

    private List<String> objects(Bucket bucket) {
        return objects(bucket, training);
    }

    private Path runs() {
        return configuration.workFolder().resolve("runs").resolve(training);
    }
}
