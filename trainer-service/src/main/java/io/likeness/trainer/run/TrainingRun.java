package io.likeness.trainer.run;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.RegisterVersion;
import io.likeness.contracts.training.StartTraining;
import io.likeness.contracts.training.TrainingCancelled;
import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.contracts.training.TrainingFailed;
import io.likeness.platform.jobs.JobHandler;
import io.likeness.platform.jobs.RunningJob;
import io.likeness.trainer.TrainerConfiguration;
import io.likeness.trainer.intake.TrainingJob;
import io.likeness.trainer.intake.TrainingTable;
import io.likeness.trainer.publication.ModelRegistry;
import io.likeness.trainer.publication.ModelUpload;
import io.likeness.trainer.run.RunFolders.Kept;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * A training from its job to its version: trained, stored, pinned in the database, registered, announced. Each step that an
 * earlier attempt has finished is not done again: what is pinned is only registered, what is kept on disk is only stored. All that
 * attempts register for one training is therefore the same. Servers that are away are waited for within the configured patience.
 */
@ApplicationScoped
public class TrainingRun implements JobHandler {
    private final TrainingTable trainings;
    private final RunFolders folders;
    private final Trainer trainer;
    private final ModelUpload upload;
    private final ModelRegistry registry;
    private final Duration patience;
    private final Clock clock;

    public TrainingRun(
            TrainingTable trainings,
            RunFolders folders,
            Trainer trainer,
            ModelUpload upload,
            ModelRegistry registry,
            TrainerConfiguration configuration) {
        this.trainings = trainings;
        this.folders = folders;
        this.trainer = trainer;
        this.upload = upload;
        this.registry = registry;
        this.patience = configuration.patience();
        this.clock = Clock.systemUTC();
    }

    @Override
    public Consumer<Handle> run(RunningJob job) throws InterruptedException {
        Instant begun = clock.instant();
        RegisterVersion registration = stored(job);
        ModelVersion version = registry.register(job.lease().id(), registration);
        return job.announcing(new TrainingCompleted(
                job.lease().id(),
                version.name(),
                version.version(),
                version.digest(),
                version.metrics(),
                Duration.between(begun, clock.instant()).toMillis() / 1000.0));
    }

    @Override
    public Consumer<Handle> failed(RunningJob job, LikenessException failure) {
        return job.announcing(new TrainingFailed(job.lease().id(), Failure.of(failure)));
    }

    @Override
    public Consumer<Handle> cancelled(RunningJob job) {
        return job.announcing(new TrainingCancelled(job.lease().id()));
    }

    @Override
    public Consumer<Handle> expired(RunningJob job) {
        return failed(
                job,
                new LikenessException(
                        ErrorCode.DEADLINE_EXCEEDED,
                        "deadline: expected a start before " + job.lease().deadline() + ", found none"));
    }

    /** Patience counts from the first failure since the training last got on: the time before it was no waiting. */
    @Override
    public boolean again(RunningJob job, LikenessException failure) {
        Instant since = job.trouble().failingSince();
        boolean patient = since == null || clock.instant().isBefore(since.plus(patience));
        return failure.retriable() && failure.code() != ErrorCode.DEVICE_UNAVAILABLE && patient;
    }

    private RegisterVersion stored(RunningJob job) throws InterruptedException {
        String id = job.lease().id();
        Optional<RegisterVersion> pinned = trainings.findPinned(id);
        if (pinned.isPresent()) {
            return pinned.orElseThrow();
        }
        TrainingJob training = Json.decode(job.lease().payload(), TrainingJob.class);
        Optional<Kept> kept = folders.findKept(id);
        Kept model = kept.isPresent() ? kept.orElseThrow() : trainer.train(job, training);
        return pinned(job, training.command(), model);
    }

    /** Stores a model and makes it the one that is registered; a cancellation that comes before counts, one that comes later does not. */
    private RegisterVersion pinned(RunningJob job, StartTraining command, Kept kept) throws InterruptedException {
        String prefix = job.lease().id() + "/" + job.lease().fence() + "/";
        try {
            RegisterVersion registration = upload.upload(
                    command, kept.model(), kept.folder(), prefix, job.lease().correlationId());
            job.transactPatiently(transaction -> pin(transaction, job, registration));
            job.check();
            return registration;
        } finally {
            if (job.cancelled()) {
                discard(kept, prefix);
            }
        }
    }

    private void pin(Handle transaction, RunningJob job, RegisterVersion registration) {
        if (job.pin(transaction)) {
            trainings.pin(transaction, job.lease().id(), registration);
            job.progressed(transaction);
        }
    }

    /** Not hindered by the interruption that says that the model is not wanted. */
    private void discard(Kept kept, String prefix) {
        boolean interrupted = Thread.interrupted();
        upload.discard(kept.model(), prefix);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
