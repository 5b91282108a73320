package io.likeness.trainer.intake;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.DatasetEvent;
import io.likeness.contracts.dataset.DatasetImportCancelled;
import io.likeness.contracts.dataset.DatasetImportStarted;
import io.likeness.contracts.dataset.DatasetRejected;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.ImportProgressed;
import io.likeness.contracts.training.StartTraining;
import io.likeness.contracts.training.TrainingCancelled;
import io.likeness.contracts.training.TrainingFailed;
import io.likeness.contracts.training.TrainingQueued;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.jobs.JobQueue;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Decides when a training may run: it becomes a job once its dataset is sealed, and fails if that is rejected or the deadline
 * passes before a runner takes it. A training that waits is a row without a job: it costs no attempt and holds up no other. Safe
 * for threads.
 */
@ApplicationScoped
public class Admissions {
    private final Jdbi jdbi;
    private final TrainingTable trainings;
    private final JobQueue queue;
    private final Outbox outbox;
    private final Clock clock;

    public Admissions(Jdbi jdbi, TrainingTable trainings, JobQueue queue, Outbox outbox) {
        this.jdbi = jdbi;
        this.trainings = trainings;
        this.queue = queue;
        this.outbox = outbox;
        this.clock = Clock.systemUTC();
    }

    /** Accepts a command; one that is known already changes nothing. */
    public void accept(StartTraining command, String correlationId) {
        jdbi.useTransaction(transaction -> {
            if (trainings.accept(transaction, command, correlationId)) {
                TrainingQueued queued = new TrainingQueued(
                        command.trainingId(), command.datasetId(), command.modelName(), trainings.waiting(transaction));
                outbox.add(transaction, queued, correlationId);
                settle(transaction);
            }
        });
    }

    /**
     * Ends a training that waits; a runner that has it is told by {@link TrainingTable#cancelled}. One that has ended, or is not known, is
     * left as it is: commands of one training arrive in their order.
     */
    public void cancel(String trainingId) {
        jdbi.useTransaction(transaction -> {
            Optional<WaitingTraining> found = trainings.findOpen(transaction, trainingId);
            if (found.isEmpty()) {
                return;
            }
            WaitingTraining training = found.orElseThrow();
            if (!training.released() || queue.withdraw(transaction, TrainingJob.KIND, trainingId)) {
                outbox.add(transaction, new TrainingCancelled(trainingId), training.correlationId());
                trainings.end(transaction, trainingId);
            } else {
                trainings.cancel(transaction, trainingId);
            }
        });
    }

    /** Notes the end of an import; what comes before it is of no interest here. */
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
            case DatasetImportStarted ignored -> {}
            case ImportProgressed ignored -> {}
        }
    }

    private void reject(String datasetId, String reason) {
        jdbi.useTransaction(transaction -> {
            DatasetTable.rejected(transaction, datasetId, reason);
            settle(transaction);
        });
    }

    /**
     * Decides what time, or two transactions that did not see each other, have left open. To be called again and again.
     */
    public void sweep() {
        jdbi.useTransaction(this::settle);
    }

    private void settle(Handle transaction) {
        for (WaitingTraining training : trainings.due(transaction, clock.instant())) {
            settle(transaction, training);
        }
    }

    private void settle(Handle transaction, WaitingTraining training) {
        String id = training.command().trainingId();
        if (training.released()) {
            if (queue.withdraw(transaction, TrainingJob.KIND, id)) {
                refuse(transaction, training, late(training.command()));
            }
            return;
        }
        ObjectReference manifest = training.manifest();
        if (training.rejection() != null) {
            refuse(transaction, training, rejected(training.command(), training.rejection()));
        } else if (training.late() || manifest == null) {
            refuse(transaction, training, late(training.command()));
        } else {
            byte[] payload = Json.encode(new TrainingJob(training.command(), manifest));
            queue.enqueue(transaction, TrainingJob.KIND, id, payload, training.correlationId());
            trainings.release(transaction, id);
        }
    }

    private void refuse(Handle transaction, WaitingTraining training, Failure failure) {
        String id = training.command().trainingId();
        outbox.add(transaction, new TrainingFailed(id, failure), training.correlationId());
        trainings.end(transaction, id);
    }

    private static Failure rejected(StartTraining command, String reason) {
        return new Failure(
                ErrorCode.DATASET_UNUSABLE,
                "datasetId: expected a sealed dataset, found " + command.datasetId() + " rejected: " + reason,
                false);
    }

    private static Failure late(StartTraining command) {
        return new Failure(
                ErrorCode.DEADLINE_EXCEEDED,
                "deadline: expected a start before " + command.deadline() + ", found none",
                false);
    }
}
