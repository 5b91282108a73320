package io.likeness.generator.generation;

import io.likeness.contracts.Json;
import io.likeness.contracts.Require;
import io.likeness.contracts.generation.CancelGeneration;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.generation.GenerationCancelled;
import io.likeness.generator.GeneratorConfiguration;
import io.likeness.generator.decoding.DrawingMemory;
import io.likeness.platform.database.Notifications;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.jobs.Cancelling.AlreadyEnded;
import io.likeness.platform.jobs.Cancelling.Forestalled;
import io.likeness.platform.jobs.Cancelling.Told;
import io.likeness.platform.jobs.Cancelling.TooLate;
import io.likeness.platform.jobs.Cancelling.Withdrawn;
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
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Writes generations as job rows and runs some of them at a time. Safe for threads. */
@ApplicationScoped
class GenerationJobs {
    static final String KIND = "generate-faces";

    /** Jobs end before the models that they draw from are unloaded. */
    private static final int BEFORE_MODELS = 1000;

    private final Jdbi jdbi;
    private final JobQueue queue;
    private final Outbox outbox;
    private final JobRunner runner;
    private final int attempts;
    private final Duration patience;

    GenerationJobs(
            Jdbi jdbi,
            JobQueue queue,
            Leases leases,
            Outbox outbox,
            Notifications notifications,
            GenerationJob job,
            GeneratorConfiguration configuration) {
        this.jdbi = jdbi;
        this.queue = queue;
        this.outbox = outbox;
        this.attempts = Require.between("likeness.generator.attempts", configuration.attempts(), 1, Integer.MAX_VALUE);
        this.patience = configuration.patience();
        Require.between(
                "likeness.generator.patience (s)",
                patience.toSeconds(),
                1,
                Duration.ofDays(30).toSeconds());
        this.runner = new JobRunner(
                RunnerSettings.of(KIND).withWorkers(DrawingMemory.jobs(configuration)),
                leases,
                outbox,
                notifications,
                job);
    }

    /** Accepts a generation; a second command for the same one changes nothing. */
    void accept(GenerateFaces command, String correlationId) {
        NewJob job = NewJob.of(KIND, command.generationId(), Json.encode(command), correlationId)
                .attempts(attempts)
                .until(Instant.now().plus(patience));
        runner.accept(job);
    }

    /** Ends a generation; one that a runner has is ended, and announced, by that runner. */
    void cancel(CancelGeneration command, String correlationId) {
        jdbi.useTransaction(transaction -> {
            switch (queue.cancel(transaction, KIND, command.generationId())) {
                case Withdrawn withdrawn -> cancelled(transaction, command, withdrawn.correlationId());
                case Forestalled ignored -> cancelled(transaction, command, correlationId);
                case Told ignored -> {}
                case TooLate ignored -> {}
                case AlreadyEnded ignored -> {}
            }
        });
    }

    void start(@Observes StartupEvent event) {
        runner.start();
    }

    void stop(@Observes @Priority(BEFORE_MODELS) ShutdownEvent event) {
        runner.close();
    }

    private void cancelled(Handle transaction, CancelGeneration command, String correlationId) {
        outbox.add(transaction, new GenerationCancelled(command.generationId()), correlationId);
    }
}
