package io.likeness.trainer.evaluation;

import io.likeness.platform.database.Notifications;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.jobs.JobRunner;
import io.likeness.platform.jobs.Leases;
import io.likeness.platform.jobs.RunnerSettings;
import io.likeness.trainer.intake.Evaluations;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

/** Runs evaluations one after the other, and beside a training. */
@ApplicationScoped
public class EvaluationRunner {
    private final EvaluationRun run;
    private final JobRunner runner;

    EvaluationRunner(Leases leases, Outbox outbox, Notifications notifications, EvaluationRun run) {
        this.run = run;
        this.runner = new JobRunner(RunnerSettings.of(Evaluations.KIND), leases, outbox, notifications, run);
    }

    void start(@Observes StartupEvent event) {
        run.clear();
        runner.start();
    }

    /** Before the database's pool is closed, and the outbox is. */
    void stop(@Observes @Priority(Interceptor.Priority.APPLICATION) ShutdownEvent event) {
        runner.close();
    }
}
