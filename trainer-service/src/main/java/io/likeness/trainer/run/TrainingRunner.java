package io.likeness.trainer.run;

import io.likeness.platform.events.Outbox;
import io.likeness.platform.jobs.JobQueue;
import io.likeness.platform.jobs.JobRunner;
import io.likeness.trainer.intake.TrainingJob;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Runs trainings one after the other: each uses all the processors that it is given. */
@ApplicationScoped
public class TrainingRunner {
    private final JobRunner runner;

    public TrainingRunner(JobQueue queue, Outbox outbox, TrainingRun run) {
        this.runner = new JobRunner(TrainingJob.KIND, queue, outbox, run);
    }

    void start(@Observes StartupEvent event) {
        runner.start();
    }

    void stop(@Observes ShutdownEvent event) {
        runner.close();
    }
}
