package io.likeness.trainer.run;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.training.DeleteTraining;
import io.likeness.contracts.training.EraseTraces;
import io.likeness.contracts.training.FineTuning;
import io.likeness.contracts.training.TracesErased;
import io.likeness.contracts.training.TrainingCancelled;
import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.contracts.training.TrainingDeleted;
import io.likeness.platform.store.Bucket;
import io.likeness.testkit.LikenessPlatformResource;
import io.likeness.testkit.TestPlatform;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What trainings have stored of a dataset from which an image was taken back. */
@QuarkusTest
@TestProfile(ScriptedProfile.class)
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "trainer"))
@WithTestResource(TrainerResource.class)
class ErasureComponentTest extends ErasureScenario {
    private static final List<String> WEIGHTS =
            List.of("decoder.onnx", "density.json", "encoder.onnx", "manifest.json", "report.json");

    @Test
    void erasesWhatShowsFacesAndNothingElse() {
        StoredDataset before = seal();
        train(start(1));
        String unrelated = UUID.randomUUID().toString();
        StoredDataset other = StoredDataset.store(store, UUID.randomUUID().toString(), 64, COUNTS);
        train(start(unrelated, other.manifest().datasetId(), null).withManifest(other.reference()));
        List<String> untouched = showing(unrelated);
        assertEquals(5, untouched.size());
        assertTrue(Files.isDirectory(cache(before.reference())));

        send(erase(revise(before)));
        String folder = training + "/1/";
        List<String> gone = Stream.of("evaluation.html", "film-1.apng", "film-1.png", "film.apng", "film.png")
                .map(folder::concat)
                .toList();
        assertEquals(new TracesErased(erasure, List.of(training), gone), awaitErased());
        assertEquals(List.of(), objects(Bucket.CHECKPOINTS, training));
        assertEquals(WEIGHTS.stream().map(folder::concat).toList(), objects(Bucket.MODELS, training));
        assertEquals(0, named(), "its row names no film any more");
        await().atMost(PATIENCE).until(() -> !Files.exists(cache(before.reference())));
        assertEquals(untouched, showing(unrelated));
        assertTrue(Files.isDirectory(cache(other.reference())));
    }

    @Test
    void trainsOnWhatIsLeftWhateverACommandSays() {
        StoredDataset before = seal();
        train(start(1));
        EraseTraces command = erase(revise(before));
        erasures.accept(command, correlation);
        FineTuning erasedVersion = new FineTuning("blobs", 1, List.of());
        send(start(later, dataset, erasedVersion).withManifest(before.reference()));
        Session session = engine.awaitSession();
        assertEquals(FEWER.train(), session.request().train().count());
        Objects.requireNonNull(session.request().base(), "the weights of a version whose film is gone are there");
        session.say(started(0));
        film(session);
        await().atMost(PATIENCE).until(() -> objects(Bucket.CHECKPOINTS, later).size() == 2);
        assertEquals(List.of(training), awaitErased().trainings(), "one that came later is not waited for");
        erasures.accept(command, correlation);
        removal.sweep();

        finish(session, later);
        ObjectReference newest = command.datasets().getFirst().manifest();
        assertEquals(newest.sha256(), registry.registrations(later).getFirst().datasetDigest());
        removal.sweep();
        assertEquals(5, showing(later).size(), "nor does it lose anything");
        await().atMost(PATIENCE).until(() -> events(later).getLast() instanceof TrainingCompleted);
        assertEquals(1, erased().size());
    }

    @Test
    void callsOffWhatTrainsAndWhatIsQueuedAndWaitsForTheirRunners() {
        StoredDataset before = seal();
        send(start(5));
        Session session = engine.awaitSession();
        session.say(started(0));
        checkpoint(session, 1, "one");
        film(session);
        await().atMost(PATIENCE)
                .until(() -> objects(Bucket.CHECKPOINTS, training).size() == 3);
        admissions.accept(start(later, dataset, null), correlation);
        List<String> films = showing(training);
        erasures.accept(erase(revise(before)), correlation);
        assertEquals(Order.CANCEL, session.awaitOrder());
        removal.sweep();
        assertEquals(films, showing(training), "its runner may still write");
        session.say(new Cancelled());

        TracesErased told = awaitErased();
        assertEquals(Stream.of(training, later).sorted().toList(), told.trainings());
        assertTrue(told.removed().containsAll(films), told::toString);
        assertEquals(List.of(), objects(Bucket.CHECKPOINTS, training));
        assertEquals(new TrainingCancelled(training), events().getLast());
        assertEquals(new TrainingCancelled(later), events(later).getLast());
        assertTrue(engine.idle(), "what was queued does not begin");
        await().atMost(PATIENCE)
                .until(() ->
                        !Files.exists(configuration.workFolder().resolve("runs").resolve(training)));
    }

    @Test
    void waitsForATrainingThatIsAboutToBeRegistered() {
        registry.close();
        StoredDataset before = seal();
        send(start(1));
        Session session = engine.awaitSession();
        session.say(started(0));
        film(session);
        complete(session, 1);
        await().atMost(PATIENCE).until(() -> attempts() >= 2);
        erasures.accept(erase(revise(before)), correlation);
        removal.sweep();
        assertEquals(5, showing(training).size());
        registry = RegistryServer.start(registryConfiguration.url().getPort());
        TracesErased told = awaitErased();
        assertEquals(5, told.removed().size(), told::toString);
        assertTrue(events().getLast() instanceof TrainingCompleted);
        assertEquals(WEIGHTS.size(), objects(Bucket.MODELS, training).size());
    }

    @Test
    void erasesWhatAVersionShowsWhoseTrainingWasDeleted() {
        StoredDataset before = seal();
        train(start(1));
        send(new DeleteTraining(training));
        await().atMost(PATIENCE).until(() -> events().contains(new TrainingDeleted(training)));
        erasures.accept(erase(revise(before)), correlation);
        TracesErased told = awaitErased();
        assertEquals(List.of(training), told.trainings());
        assertEquals(3, told.removed().size(), told::toString);
        assertEquals(WEIGHTS.size(), objects(Bucket.MODELS, training).size());
    }

    @Test
    void goesOnWhereTheStoreWasAwayAndTellsWhatWentBefore() {
        StoredDataset before = seal();
        train(start(1));
        EraseTraces command = erase(revise(before));
        String gone = training + "/0/" + ModelManifest.FILM;
        TestPlatform.shared().store().kill();
        try {
            erasures.accept(command, correlation);
            jdbi.useHandle(handle ->
                    handle.execute("INSERT INTO erasure_object (erasure_id, key) VALUES (?, ?)", erasure, gone));
            assertThrows(LikenessException.class, removal::sweep);
        } finally {
            TestPlatform.shared().store().start();
        }
        assertEquals(List.of(), erased());
        await().atMost(PATIENCE).until(() -> !erased().isEmpty());
        List<String> removed = erased().getFirst().removed();
        assertEquals(6, removed.size(), removed::toString);
        assertTrue(removed.contains(gone), removed::toString);
        assertEquals(List.of(), showing(training));
        assertFalse(objects(Bucket.MODELS, training).isEmpty());
    }

    private Path cache(ObjectReference manifest) {
        return configuration.workFolder().resolve("datasets").resolve(manifest.sha256());
    }

    private int named() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT count(*) FROM training WHERE id = :id AND (film IS NOT NULL OR checkpoint IS NOT NULL)")
                .bind("id", training)
                .mapTo(Integer.class)
                .one());
    }
}
