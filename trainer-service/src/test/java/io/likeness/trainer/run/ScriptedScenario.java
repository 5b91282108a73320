package io.likeness.trainer.run;

import static org.awaitility.Awaitility.await;

import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Payload;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.contracts.training.TrainingEvent;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.StoredObject;
import io.likeness.trainer.TrainingScenario;
import io.likeness.trainer.engine.EngineEvent.CheckpointWritten;
import io.likeness.trainer.engine.EngineEvent.Completed;
import io.likeness.trainer.engine.EngineEvent.EpochFinished;
import io.likeness.trainer.engine.EngineEvent.Started;
import io.likeness.trainer.run.ScriptedEngine.Session;
import io.likeness.training.protocol.EpochReport;
import io.likeness.training.protocol.TrainingReport;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** A scenario whose engine the test plays. */
abstract class ScriptedScenario extends TrainingScenario {
    static final long PARAMETERS = 312_801;
    static final String DEVICE = "CPU, scripted";

    @Inject
    ScriptedEngine engine;

    @AfterEach
    void abandon() {
        engine.abandon();
    }

    /** Measured 96 images a second: an epoch of the dataset's. */
    static Started started(int resumedAfterEpoch) {
        return new Started(PARAMETERS, DEVICE, 96, null, resumedAfterEpoch);
    }

    /** Half a processor second more each epoch. */
    static EpochReport epoch(int epoch) {
        return new EpochReport(
                epoch,
                0.2 / epoch,
                0.3 / epoch,
                Map.of("mse", 0.2 / epoch),
                Map.of("mse", 0.3 / epoch, "ssim", 0.5),
                1e-3,
                90,
                1.5,
                3,
                36.0 * epoch,
                1000L + epoch);
    }

    static void finishEpoch(Session session, int epoch) {
        session.say(new EpochFinished(epoch(epoch)));
    }

    static void checkpoint(Session session, int number, String content) {
        session.write("checkpoint-" + number + ".bin", content);
        session.say(new CheckpointWritten("checkpoint-" + number + ".bin", number));
    }

    /** Leaves a model of so many epochs. */
    static void complete(Session session, int epochs) {
        for (String artifact : List.of("decoder.onnx", "encoder.onnx", "density.json", "report.json")) {
            session.write(artifact, artifact);
        }
        List<EpochReport> reports = IntStream.rangeClosed(1, epochs)
                .mapToObj(ScriptedScenario::epoch)
                .toList();
        session.say(new Completed(new TrainingReport(
                TrainingConfiguration.seedPreset(),
                2,
                PARAMETERS,
                epochs,
                reports,
                Map.of("validationMse", 0.01),
                List.of(),
                List.of(),
                List.of(),
                null)));
    }

    /** Plays an engine that trains for one epoch. */
    void train() {
        Session session = engine.awaitSession();
        session.say(started(0));
        finishEpoch(session, 1);
        complete(session, 1);
    }

    void send(Payload payload) {
        send(payload, correlation);
    }

    /** The recorded checkpoint. */
    Optional<ObjectReference> recorded() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT checkpoint FROM training WHERE id = :id AND checkpoint IS NOT NULL")
                .bind("id", training)
                .mapTo(byte[].class)
                .findOne()
                .map(json -> Json.decode(json, ObjectReference.class)));
    }

    ObjectReference awaitRecorded(String file) {
        await().atMost(PATIENCE)
                .until(() -> recorded()
                        .map(reference -> reference.key().endsWith("/" + file))
                        .orElse(false));
        return recorded().orElseThrow();
    }

    boolean stored(ObjectReference reference) {
        return store.find(Bucket.CHECKPOINTS, reference.key()).isPresent();
    }

    String content(ObjectReference reference) {
        return new String(store.fetch(reference), StandardCharsets.UTF_8);
    }

    static <T extends TrainingEvent> List<T> only(List<TrainingEvent> events, Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Keys of what is stored of a training. */
    List<String> objects(Bucket bucket, String id) {
        try (Stream<StoredObject> objects = store.list(bucket, id + "/")) {
            return objects.map(StoredObject::key).sorted().toList();
        }
    }
}
