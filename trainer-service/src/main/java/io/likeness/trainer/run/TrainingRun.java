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
import io.likeness.platform.web.Failures;
import io.likeness.trainer.TrainerConfiguration;
import io.likeness.trainer.intake.ReleasedTraining;
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
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A training from its job to its version: trained, stored, pinned in the database, registered, announced. Each step that an
 * earlier attempt has finished is not done again: what is pinned is only registered, what is kept on disk is only stored. All that
 * attempts register for one training is therefore the same. Servers that are away are waited for within the configured patience.
 */
@ApplicationScoped
public class TrainingRun implements JobHandler {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);

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
        ReleasedTraining released = trainings.released(job.lease().id());
        try {
            return attempt(job, released);
        } catch (CancellationException e) {
            return ending(job, job.announcing(new TrainingCancelled(job.lease().id())));
        } catch (RuntimeException e) {
            LikenessException failure = Failures.classify(e);
            if (failure.code() == ErrorCode.DEVICE_UNAVAILABLE) {
                return failed(job, failure);
            }
            if (failure.retriable() && exhausted(released)) {
                LOG.warn(
                        "patience ends id={} attempt={}",
                        job.lease().id(),
                        job.lease().attempt(),
                        e);
                return failed(job, failure);
            }
            throw e;
        }
    }

    @Override
    public Consumer<Handle> failed(RunningJob job, LikenessException failure) {
        return ending(job, job.announcing(new TrainingFailed(job.lease().id(), Failure.of(failure))));
    }

    private Consumer<Handle> attempt(RunningJob job, ReleasedTraining released) throws InterruptedException {
        Instant begun = clock.instant();
        RegisterVersion registration = stored(job, released);
        ModelVersion version = registry.register(job.lease().id(), registration);
        TrainingCompleted completed = new TrainingCompleted(
                job.lease().id(),
                version.name(),
                version.version(),
                version.digest(),
                version.metrics(),
                Duration.between(begun, clock.instant()).toMillis() / 1000.0);
        return ending(job, job.announcing(completed));
    }

    private RegisterVersion stored(RunningJob job, ReleasedTraining released) throws InterruptedException {
        String id = job.lease().id();
        Optional<RegisterVersion> pinned = trainings.findPinned(id);
        if (pinned.isPresent()) {
            return pinned.orElseThrow();
        }
        Cancellation cancellation = new Cancellation(trainings, id);
        cancellation.check();
        TrainingJob training = Json.decode(job.lease().payload(), TrainingJob.class);
        requireInTime(released, training.command());
        Optional<Kept> kept = folders.findKept(id);
        Kept model = kept.isPresent() ? kept.orElseThrow() : trainer.train(job, training, cancellation);
        return pinned(job, training.command(), model);
    }

    /** Stores a model and makes it the one that is registered; a cancellation that comes before counts, one that comes later does not. */
    private RegisterVersion pinned(RunningJob job, StartTraining command, Kept kept) throws InterruptedException {
        String id = job.lease().id();
        String prefix = id + "/" + job.lease().fence() + "/";
        RegisterVersion registration = upload.upload(
                command, kept.model(), kept.folder(), prefix, job.lease().correlationId());
        AtomicBoolean wanted = new AtomicBoolean();
        job.transactPatiently(transaction -> wanted.set(trainings.pin(transaction, id, registration)));
        if (!wanted.get()) {
            upload.discard(kept.model(), prefix);
            throw new CancellationException(id);
        }
        return registration;
    }

    private Consumer<Handle> ending(RunningJob job, Consumer<Handle> announcement) {
        return announcement.andThen(
                transaction -> trainings.end(transaction, job.lease().id()));
    }

    /** Not while the service stops: what fails then fails because of that. */
    private boolean exhausted(ReleasedTraining released) {
        return clock.instant().isAfter(released.releasedAt().plus(patience))
                && !Thread.currentThread().isInterrupted();
    }

    private void requireInTime(ReleasedTraining released, StartTraining command) {
        if (!released.started() && clock.instant().isAfter(command.deadline())) {
            throw new LikenessException(
                    ErrorCode.DEADLINE_EXCEEDED,
                    "deadline: expected a start before " + command.deadline() + ", found none");
        }
    }
}
