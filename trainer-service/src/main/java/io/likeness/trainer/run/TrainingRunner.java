package io.likeness.trainer.run;

import io.likeness.platform.events.Outbox;
import io.likeness.platform.jobs.JobQueue;
import io.likeness.platform.jobs.JobRunner;
import io.likeness.trainer.TrainerConfiguration;
import io.likeness.trainer.intake.TrainingJob;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Runs trainings one after the other: each uses all the processors that it is given. */
@ApplicationScoped
public class TrainingRunner {
    private final JobQueue queue;
    private final Outbox outbox;
    private final TrainingRun run;
    private final Duration suspension;
    private @Nullable JobRunner runner;

    TrainingRunner(JobQueue queue, Outbox outbox, TrainingRun run, TrainerConfiguration configuration) {
        this.queue = queue;
        this.outbox = outbox;
        this.run = run;
        this.suspension = configuration.suspension();
    }

    void start(@Observes StartupEvent event) {
        runner = new JobRunner(TrainingJob.KIND, queue, outbox, run, suspension);
        runner.start();
    }

    /** Comes before the database's pool is closed, and before the outbox is, so that what a suspension announces still leaves. */
    void stop(@Observes @Priority(Interceptor.Priority.APPLICATION) ShutdownEvent event) {
        if (runner != null) {
            runner.close();
        }
    }
}
