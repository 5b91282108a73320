package io.likeness.generator.generation;

import io.likeness.contracts.generation.GenerationStarted;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.platform.jobs.RunningJob;
import java.time.Duration;

/**
 * Announces that a job has started, once it takes long enough for somebody to wonder: the end of a quick one says as much, and the
 * start would be one more commit and one more event before it. For the job's thread.
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
}
