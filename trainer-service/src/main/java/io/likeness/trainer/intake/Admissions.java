package io.likeness.trainer.intake;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.DatasetDeleted;
import io.likeness.contracts.dataset.DatasetEvent;
import io.likeness.contracts.dataset.DatasetImportCancelled;
import io.likeness.contracts.dataset.DatasetImportStarted;
import io.likeness.contracts.dataset.DatasetRejected;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.ErasureFailed;
import io.likeness.contracts.dataset.ImageErased;
import io.likeness.contracts.dataset.ImportProgressed;
import io.likeness.contracts.training.StartTraining;
import io.likeness.contracts.training.TrainingFailed;
import io.likeness.contracts.training.TrainingQueued;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.jobs.Enqueueing;
import io.likeness.platform.jobs.JobQueue;
import io.likeness.platform.jobs.NewJob;
import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Decides when a training may run: its job is held until its dataset is sealed, and refused if that is rejected. One that waits costs no
 * attempt and holds up no other. Safe for threads.
 */
@ApplicationScoped
public class Admissions {
    private static final byte[] NOT_KNOWN_YET = {};

    private final Jdbi jdbi;
    private final TrainingTable trainings;
    private final JobQueue queue;
    private final Outbox outbox;

    public Admissions(Jdbi jdbi, TrainingTable trainings, JobQueue queue, Outbox outbox) {
        this.jdbi = jdbi;
        this.trainings = trainings;
        this.queue = queue;
        this.outbox = outbox;
    }

    /** Accepts a command; one that is known already, or cancelled, changes nothing, but that its dataset may be sealed by now. */
    public void accept(StartTraining command, String correlationId) {
        NewJob job = NewJob.of(TrainingJob.KIND, command.trainingId(), NOT_KNOWN_YET, correlationId)
                .until(command.deadline())
                .untilAdmitted();
        jdbi.useTransaction(transaction -> {
            ObjectReference manifest = command.manifest();
            if (manifest != null) {
                DatasetTable.sealed(transaction, command.datasetId(), manifest);
            }
            if (trainings.accept(transaction, command, correlationId)
                    && queue.enqueue(transaction, job) == Enqueueing.QUEUED) {
                TrainingQueued queued = new TrainingQueued(
                        command.trainingId(), command.datasetId(), command.modelName(), trainings.waiting(transaction));
                outbox.add(transaction, queued, correlationId);
            }
            settle(transaction);
        });
    }

    /** Notes the end of an import or of a dataset; what comes before it is of no interest here, and of erasures a command tells. */
    public void note(DatasetEvent event) {
        switch (event) {
            case DatasetSealed sealed ->
                jdbi.useTransaction(transaction -> {
                    DatasetTable.sealed(transaction, sealed.datasetId(), sealed.manifest());
                    settle(transaction);
                });
            case DatasetRejected rejected ->
                reject(rejected.datasetId(), rejected.failure().message());
            case DatasetImportCancelled cancelled -> reject(cancelled.datasetId(), "its import was cancelled");
            case DatasetDeleted deleted ->
                jdbi.useTransaction(transaction -> {
                    DeletionTable.buryDataset(transaction, deleted.datasetId());
                    settle(transaction);
                });
            case DatasetImportStarted ignored -> {}
            case ImportProgressed ignored -> {}
            case ImageErased ignored -> {}
            case ErasureFailed ignored -> {}
        }
    }

    private void reject(String datasetId, String reason) {
        jdbi.useTransaction(transaction -> {
            DatasetTable.rejected(transaction, datasetId, reason);
            settle(transaction);
        });
    }

    /** Decides what two transactions that did not see each other have left open. To be called again and again. */
    public void sweep() {
        jdbi.useTransaction(this::settle);
    }

    private void settle(Handle transaction) {
        trainings.decided(transaction).forEach(training -> settle(transaction, training));
    }

    private void settle(Handle transaction, WaitingTraining training) {
        String id = training.command().trainingId();
        ObjectReference manifest = training.manifest();
        if (manifest != null) {
            queue.admit(transaction, TrainingJob.KIND, id, Json.encode(new TrainingJob(training.command(), manifest)));
            return;
        }
        Failure failure = rejected(training.command(), String.valueOf(training.rejection()));
        if (queue.refuse(transaction, TrainingJob.KIND, id, failure)) {
            outbox.add(transaction, new TrainingFailed(id, failure), training.correlationId());
        }
    }

    private static Failure rejected(StartTraining command, String reason) {
        return new Failure(
                ErrorCode.DATASET_UNUSABLE,
                "datasetId: expected a sealed dataset, found " + command.datasetId() + " rejected: " + reason,
                false);
    }
}
