package io.likeness.trainer.run;

import static org.awaitility.Awaitility.await;

import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.contracts.training.EraseTraces;
import io.likeness.contracts.training.EraseTraces.Revision;
import io.likeness.contracts.training.FineTuning;
import io.likeness.contracts.training.StartTraining;
import io.likeness.contracts.training.TracesErased;
import io.likeness.contracts.training.TrainingEvent;
import io.likeness.platform.store.Bucket;
import io.likeness.testkit.TopicReader;
import io.likeness.trainer.StoredDataset;
import io.likeness.trainer.erasure.TraceRemoval;
import io.likeness.trainer.intake.Admissions;
import io.likeness.trainer.intake.Erasures;
import io.likeness.trainer.intake.TrainingJob;
import io.likeness.trainer.intake.TrainingTable;
import io.likeness.trainer.run.ScriptedEngine.Session;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A scenario whose dataset loses an image. */
abstract class ErasureScenario extends ScriptedScenario {
    static final SplitCounts FEWER = new SplitCounts(95, 40, 24);

    final String erasure = UUID.randomUUID().toString();
    final String later = UUID.randomUUID().toString();

    @Inject
    Erasures erasures;

    @Inject
    TraceRemoval removal;

    @Inject
    Admissions admissions;

    @Inject
    TrainingTable trainings;

    /** Seals the dataset anew. Nothing can be trained as it was any more: what lies under its keys is something else now. */
    Revision revise(StoredDataset before) {
        StoredDataset after = StoredDataset.store(store, dataset, 64, FEWER);
        return new Revision(dataset, before.reference().sha256(), after.reference());
    }

    EraseTraces erase(Revision revision) {
        return new EraseTraces(erasure, List.of(revision));
    }

    /** Another training. */
    static StartTraining start(String id, String datasetId, @Nullable FineTuning fineTuning) {
        Instant deadline = Instant.now().plusSeconds(600);
        return new StartTraining(id, datasetId, "blobs", "seed", 1, 7, deadline, null, fineTuning, null);
    }

    /** Trains a version with all that shows faces, to its registration. */
    void train(StartTraining command) {
        send(command);
        Session session = engine.awaitSession();
        session.say(started(0));
        film(session);
        finish(session, command.trainingId());
    }

    void finish(Session session, String id) {
        complete(session, 1);
        await().atMost(PATIENCE).until(() -> !trainings.ended(List.of(id)).isEmpty());
    }

    static void film(Session session) {
        session.write("film.png", "strip");
        session.write("film.apng", "animation");
        session.write("evaluation.html", "page");
        finishEpoch(session, 1);
    }

    static boolean shows(String key) {
        return key.contains("/film") || key.endsWith("/evaluation.html");
    }

    /** What all attempts of a training have left to be looked at. */
    List<String> showing(String id) {
        return Stream.concat(objects(Bucket.MODELS, id).stream(), objects(Bucket.CHECKPOINTS, id).stream())
                .filter(ErasureScenario::shows)
                .sorted()
                .toList();
    }

    TracesErased awaitErased() {
        await().atMost(PATIENCE).until(() -> {
            removal.sweep();
            return !erased().isEmpty();
        });
        return erased().getFirst();
    }

    List<TracesErased> erased() {
        return only(events(erasure), TracesErased.class);
    }

    List<TrainingEvent> events(String key) {
        try (TopicReader reader = reader()) {
            return reader.readAll().stream()
                    .filter(record -> record.key().equals(key))
                    .map(this::decode)
                    .toList();
        }
    }

    /** What a training whose job was admitted trains on. */
    ObjectReference admitted(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT payload FROM job WHERE id = :id")
                .bind("id", id)
                .mapTo(byte[].class)
                .map(payload -> Json.decode(payload, TrainingJob.class).manifest())
                .one());
    }
}
