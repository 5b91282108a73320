package io.likeness.generator.generation;

import io.likeness.contracts.Json;
import io.likeness.contracts.generation.CancelGeneration;
import io.likeness.contracts.generation.DrawShadow;
import io.likeness.platform.database.Notifications;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.jobs.JobQueue;
import io.likeness.platform.jobs.JobRunner;
import io.likeness.platform.jobs.Leases;
import io.likeness.platform.jobs.NewJob;
import io.likeness.platform.jobs.RunnerSettings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/** Writes copies of requests as job rows and draws one at a time, so that those who wait for theirs hardly notice. Safe for threads. */
@ApplicationScoped
class ShadowJobs {
    static final String KIND = "draw-shadow";

    /** Jobs end before the models that they draw from are unloaded. */
    private static final int BEFORE_MODELS = 1000;

    private static final int ATTEMPTS = 2;

    /** From the command on. Results of a generation that is deleted are swept again a day later: what was drawn of it meanwhile is there by then. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Jdbi jdbi;
    private final JobQueue queue;
    private final JobRunner runner;

    ShadowJobs(Jdbi jdbi, JobQueue queue, Leases leases, Outbox outbox, Notifications notifications, ShadowJob job) {
        this.jdbi = jdbi;
        this.queue = queue;
        this.runner = new JobRunner(RunnerSettings.of(KIND), leases, outbox, notifications, job);
    }

    /** Accepts a copy; a second command for the same one changes nothing. */
    void accept(DrawShadow command, String correlationId) {
        runner.accept(NewJob.of(KIND, command.generationId(), Json.encode(command), correlationId)
                .attempts(ATTEMPTS)
                .until(Instant.now().plus(PATIENCE)));
    }

    /** So that nothing is drawn of what nobody waits for. */
    void cancel(CancelGeneration command) {
        jdbi.useTransaction(transaction -> queue.cancel(transaction, KIND, command.generationId()));
    }

    void start(@Observes StartupEvent event) {
        runner.start();
    }

    void stop(@Observes @Priority(BEFORE_MODELS) ShutdownEvent event) {
        runner.close();
    }
}
