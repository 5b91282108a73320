package io.likeness.trainer.intake;

import io.likeness.contracts.training.TrainingCancelled;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.jobs.Cancelling.AlreadyEnded;
import io.likeness.platform.jobs.Cancelling.Forestalled;
import io.likeness.platform.jobs.Cancelling.Told;
import io.likeness.platform.jobs.Cancelling.TooLate;
import io.likeness.platform.jobs.Cancelling.Withdrawn;
import io.likeness.platform.jobs.JobQueue;
import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Calls trainings off: one that nobody has is ended, and one whose command has not come is refused should it come later. A runner that has
 * the training ends it itself. Safe for threads.
 */
@ApplicationScoped
public class Cancellations {
    private final Jdbi jdbi;
    private final TrainingTable trainings;
    private final JobQueue queue;
    private final Outbox outbox;

    public Cancellations(Jdbi jdbi, TrainingTable trainings, JobQueue queue, Outbox outbox) {
        this.jdbi = jdbi;
        this.trainings = trainings;
        this.queue = queue;
        this.outbox = outbox;
    }

    /** @param correlationId of whoever cancels, for a training of which nothing else is known */
    public void accept(String trainingId, String correlationId) {
        jdbi.useTransaction(transaction -> cancel(transaction, trainingId, correlationId));
    }

    /** The same within the caller's transaction. */
    void cancel(Handle transaction, String trainingId, String correlationId) {
        // The job of a training that ended long ago is deleted: that is no training whose command has not come.
        boolean known = trainings.known(transaction, trainingId);
        switch (queue.cancel(transaction, TrainingJob.KIND, trainingId)) {
            case Withdrawn withdrawn -> announce(transaction, trainingId, withdrawn.correlationId());
            case Forestalled ignored -> {
                if (!known) {
                    announce(transaction, trainingId, correlationId);
                }
            }
            case Told ignored -> {}
            case TooLate ignored -> {}
            case AlreadyEnded ignored -> {}
        }
    }

    private void announce(Handle transaction, String trainingId, String correlationId) {
        outbox.add(transaction, new TrainingCancelled(trainingId), correlationId);
    }
}
