package io.likeness.trainer.run;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.event.Payload;
import io.likeness.platform.jobs.RunningJob;
import io.likeness.platform.web.Failures;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes on behalf of a run, waiting for a database that is away: nobody else can take the job then, and hours of training are worth
 * more than the wait. Belongs to the run's thread.
 */
record Progress(RunningJob job) {
    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final long PAUSE_MILLIS = 500;

    /** @throws LikenessException {@code LEASE_LOST} */
    void publish(Payload payload) throws InterruptedException {
        write(job.announcing(payload));
    }

    /** @throws LikenessException {@code LEASE_LOST} */
    void write(Consumer<Handle> work) throws InterruptedException {
        while (!written(work)) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private boolean written(Consumer<Handle> work) {
        try {
            job.transact(work);
            return true;
        } catch (RuntimeException e) {
            LikenessException failure = Failures.classify(e);
            if (!failure.retriable()) {
                throw failure;
            }
            LOG.warn("progress waits id={} cause={}", job.lease().id(), failure.getMessage());
            return false;
        }
    }
}
