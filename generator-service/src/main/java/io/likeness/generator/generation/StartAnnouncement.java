package io.likeness.generator.generation;

import io.likeness.contracts.generation.GenerationStarted;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.platform.jobs.RunningJob;
import java.time.Duration;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * Announces that a job has started: once it takes long enough for somebody to wonder, or else in the transaction that ends it, so
 * that a quick one pays for no commit of its own. For the job's thread.
 */
final class StartAnnouncement {
    private static final long PATIENCE_NANOS = Duration.ofMillis(250).toNanos();

    private final RunningJob job;
    private final GenerationStarted event;
    private final long startNanos;
    private boolean published;

    StartAnnouncement(RunningJob job, ModelVersion version, long startNanos) {
        this.job = job;
        this.event = new GenerationStarted(job.lease().id(), version.name(), version.version(), version.digest());
        this.startNanos = startNanos;
    }

    /** Called while faces are drawn. */
    void drawing() {
        if (!published && System.nanoTime() - startNanos >= PATIENCE_NANOS) {
            job.publish(event);
            published = true;
        }
    }

    /** What is left to announce in the transaction that ends the job. */
    Consumer<Handle> remaining() {
        return published ? transaction -> {} : job.announcing(event);
    }
}
