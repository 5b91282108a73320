package io.likeness.trainer.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.DatasetDeleted;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.training.EraseTraces;
import io.likeness.contracts.training.EraseTraces.Revision;
import io.likeness.contracts.training.TracesErased;
import io.likeness.contracts.training.TrainingCancelled;
import io.likeness.platform.events.CommandFailures;
import io.likeness.platform.events.UnhandledCommand;
import io.likeness.testkit.LikenessPlatformResource;
import io.likeness.trainer.StoredDataset;
import io.likeness.trainer.TrainerResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is known of datasets that were sealed anew, whatever comes late. */
@QuarkusTest
@TestProfile(ScriptedProfile.class)
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "trainer"))
@WithTestResource(TrainerResource.class)
class RevisionComponentTest extends ErasureScenario {
    @Inject
    CommandFailures failures;

    @Test
    void callsOffATrainingThatWaitsAndNeverGoesBackToWhatWasReplaced() {
        StoredDataset before = StoredDataset.store(store, dataset, 64, COUNTS);
        send(start(1));
        awaitEvents(1);
        Revision revision = revise(before);
        send(erase(revision));
        assertEquals(new TracesErased(erasure, List.of(training), List.of()), awaitErased());
        assertEquals(new TrainingCancelled(training), events().getLast());

        admissions.note(before.sealed());
        admissions.accept(start(later, dataset, null).withManifest(before.reference()), correlation);
        assertEquals(revision.manifest(), admitted(later));
        engine.awaitSession();
    }

    @Test
    void admitsNoTrainingOnADatasetThatIsJustBeingSealedAnew() {
        StoredDataset before = StoredDataset.store(store, dataset, 64, COUNTS);
        admissions.note(before.sealed());
        Revision revision = revise(before);
        jdbi.useTransaction(revising -> {
            revising.execute("UPDATE dataset SET manifest = ? WHERE id = ?", Json.encode(revision.manifest()), dataset);
            CompletableFuture.runAsync(() -> admissions.accept(start(1), correlation), Thread.ofPlatform()::start)
                    .join();
            assertEquals(Optional.of("queued"), jobState(), "it is not waited for either");
        });
        admissions.sweep();
        assertEquals(revision.manifest(), admitted(training));
        engine.awaitSession();
    }

    @Test
    void keepsTheLastReplacementWhereTheOneBeforeComesLate() {
        Revision second = new Revision(dataset, digest("b"), manifest("c"));
        Revision first = new Revision(dataset, digest("a"), manifest("b"));
        erasures.accept(new EraseTraces(UUID.randomUUID().toString(), List.of(second)), correlation);
        erasures.accept(erase(first), correlation);
        admissions.accept(start(1).withManifest(manifest("a")), correlation);
        assertEquals(manifest("c"), admitted(training));
        awaitFailure();
    }

    @Test
    void leavesADatasetDeletedThatWas() {
        StoredDataset before = StoredDataset.store(store, dataset, 64, COUNTS);
        admissions.note(before.sealed());
        admissions.note(new DatasetDeleted(dataset));
        erasures.accept(erase(revise(before)), correlation);
        send(start(1));
        assertEquals(ErrorCode.DATASET_UNUSABLE, awaitFailure().code());
    }

    @Test
    void forgetsWhatWasDoneLongAgo() {
        erasures.accept(erase(new Revision(dataset, digest("d"), manifest("e"))), correlation);
        awaitErased();
        age("erasure SET done_at = now() - interval '29 days' WHERE id = ?", erasure);
        age("replaced_manifest SET replaced_at = now() - interval '29 days' WHERE digest = ?", digest("d"));
        removal.sweep();
        assertEquals(List.of(1, 1, 0), remembered());
        age("erasure SET done_at = now() - interval '31 days' WHERE id = ?", erasure);
        age("replaced_manifest SET replaced_at = now() - interval '31 days' WHERE digest = ?", digest("d"));
        removal.sweep();
        assertEquals(List.of(0, 0, 0), remembered());
    }

    @Test
    void failsNoTrainingWhereAnErasureCannotBeRead() {
        byte[] unreadable =
                "{\"erasureId\":\"%s\",\"datasets\":[]}".formatted(erasure).getBytes(UTF_8);
        Failure failure = new Failure(ErrorCode.INVALID_REQUEST, "datasets.size", false);
        UnhandledCommand command =
                new UnhandledCommand(Topic.TRAINING_COMMAND, erasure, unreadable, failure, correlation);
        assertFalse(failures.end(command), "it can be sent again");
        send(start(1));
        awaitEvents(1);
        assertEquals(List.of(), events(erasure));
    }

    private ObjectReference manifest(String name) {
        return new ObjectReference(
                "datasets", dataset + "/" + name + "/manifest.json", digest(name), 1, "application/json");
    }

    /** Of this test's dataset alone. */
    private String digest(String name) {
        return Digests.sha256((dataset + name).getBytes(UTF_8));
    }

    private void age(String update, String id) {
        jdbi.useHandle(handle -> handle.execute("UPDATE " + update, id));
    }

    /** Rows of the erasure, of its replaced manifest, and of what belongs to it. */
    private List<Integer> remembered() {
        return List.of(
                count("erasure WHERE id = ?", erasure),
                count("replaced_manifest WHERE digest = ?", digest("d")),
                count("erasure_object WHERE erasure_id = ?", erasure));
    }

    private int count(String rows, String id) {
        return jdbi.withHandle(handle -> handle.select("SELECT count(*) FROM " + rows, id)
                .mapTo(Integer.class)
                .one());
    }
}
