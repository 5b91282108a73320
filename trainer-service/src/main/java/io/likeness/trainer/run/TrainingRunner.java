package io.likeness.trainer.run;

import io.likeness.platform.database.Notifications;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.jobs.JobRunner;
import io.likeness.platform.jobs.Leases;
import io.likeness.platform.jobs.RunnerSettings;
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
    private final Leases leases;
    private final Outbox outbox;
    private final Notifications notifications;
    private final TrainingRun run;
    private final Duration suspension;
    private @Nullable JobRunner runner;

    TrainingRunner(
            Leases leases,
            Outbox outbox,
            Notifications notifications,
            TrainingRun run,
            TrainerConfiguration configuration) {
        this.leases = leases;
        this.outbox = outbox;
        this.notifications = notifications;
        this.run = run;
        this.suspension = configuration.suspension();
    }

    void start(@Observes StartupEvent event) {
        RunnerSettings settings = RunnerSettings.of(TrainingJob.KIND).withFarewell(suspension);
        runner = new JobRunner(settings, leases, outbox, notifications, run);
        runner.start();
    }

    /** Comes before the database's pool is closed, and before the outbox is, so that what a suspension announces still leaves. */
    void stop(@Observes @Priority(Interceptor.Priority.APPLICATION) ShutdownEvent event) {
        if (runner != null) {
            runner.close();
        }
    }
}
