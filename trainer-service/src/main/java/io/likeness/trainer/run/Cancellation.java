package io.likeness.trainer.run;

import io.likeness.platform.web.Failures;
import io.likeness.trainer.intake.TrainingTable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether somebody still wants one training, asked of the database once a second at most. For one thread. */
final class Cancellation {
    private static final Logger LOG = LoggerFactory.getLogger(Cancellation.class);
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);

    private final TrainingTable trainings;
    private final String trainingId;
    private long asked = System.nanoTime() - INTERVAL;

    Cancellation(TrainingTable trainings, String trainingId) {
        this.trainings = trainings;
        this.trainingId = trainingId;
    }

    /**
     * Does nothing while the training is wanted; a database that is away is asked again later.
     *
     * @throws CancellationException if it was cancelled
     */
    void check() {
        if (System.nanoTime() - asked < INTERVAL) {
            return;
        }
        asked = System.nanoTime();
        if (cancelled()) {
            throw new CancellationException(trainingId);
        }
    }

    private boolean cancelled() {
        try {
            return trainings.cancelled(trainingId);
        } catch (RuntimeException e) {
            if (!Failures.classify(e).retriable()) {
                throw e;
            }
            LOG.debug("cancellation not known id={}", trainingId, e);
            return false;
        }
    }
}
