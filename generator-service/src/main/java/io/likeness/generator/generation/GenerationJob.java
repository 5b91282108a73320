package io.likeness.generator.generation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.generation.FacesGenerated;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.generation.GenerationCancelled;
import io.likeness.contracts.generation.GenerationFailed;
import io.likeness.generator.decoding.ModelLease;
import io.likeness.generator.serving.ChosenVersions;
import io.likeness.generator.serving.ModelLookup.Absent;
import io.likeness.generator.serving.ModelLookup.Lent;
import io.likeness.generator.serving.ModelShelf;
import io.likeness.generator.serving.RolloutParticipation;
import io.likeness.platform.jobs.JobHandler;
import io.likeness.platform.jobs.Lease;
import io.likeness.platform.jobs.RunningJob;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works on one generation, from its command to the announcement of its end. Safe for threads. */
@ApplicationScoped
class GenerationJob implements JobHandler {
    private static final Logger LOG = LoggerFactory.getLogger(GenerationJob.class);

    private final ModelShelf shelf;
    private final ChosenVersions chosen;
    private final RolloutParticipation rollouts;
    private final FacePlanner planner;
    private final ResultDrawing drawing;
    private final ResultFiles results;
    private final GenerationMeters meters;

    GenerationJob(
            ModelShelf shelf,
            ChosenVersions chosen,
            RolloutParticipation rollouts,
            FacePlanner planner,
            ResultDrawing drawing,
            ResultFiles results,
            GenerationMeters meters) {
        this.shelf = shelf;
        this.chosen = chosen;
        this.rollouts = rollouts;
        this.planner = planner;
        this.drawing = drawing;
        this.results = results;
        this.meters = meters;
    }

    @Override
    public Consumer<Handle> run(RunningJob job) throws InterruptedException {
        GenerateFaces command = Json.decode(job.lease().payload(), GenerateFaces.class);
        return switch (chosen.borrow(command)) {
            case Lent(ModelLease model) -> drawn(job, command, model);
            case Absent(String reason) -> throw new LikenessException(ErrorCode.MODEL_NOT_FOUND, reason);
        };
    }

    @Override
    public Consumer<Handle> failed(RunningJob job, LikenessException failure) {
        return ended(job, Failure.of(failure));
    }

    @Override
    public Consumer<Handle> cancelled(RunningJob job) {
        return job.announcing(new GenerationCancelled(job.lease().id()))
                .andThen(removingAttempts(job, job.lease().fence() + 1));
    }

    @Override
    public Consumer<Handle> expired(RunningJob job) {
        return transaction -> ended(job, expiry(transaction, job.lease())).accept(transaction);
    }

    /** Whoever named no version is not to suffer from one that is only being rolled out. */
    private Consumer<Handle> drawn(RunningJob job, GenerateFaces command, ModelLease model)
            throws InterruptedException {
        if (command.rollout() == null) {
            return drawnAndReleased(job, command, model);
        }
        int version = model.version().version();
        try {
            Consumer<Handle> end = drawnAndReleased(job, command, model);
            return end.andThen(
                    transaction -> transaction.afterCommit(() -> rollouts.asked(command.modelName(), version, true)));
        } catch (LikenessException e) {
            if (!mayBeTheVersions(e.code())) {
                throw e;
            }
            LOG.warn(
                    "candidate does not answer, the champion does id={} version={} code={} cause={}",
                    job.lease().id(),
                    version,
                    e.code(),
                    e.getMessage());
            if (shelf.borrow(command.modelName(), null) instanceof Lent(ModelLease champion)) {
                Consumer<Handle> end = drawnAndReleased(job, command, champion);
                rollouts.asked(command.modelName(), version, false);
                return end;
            }
            throw e;
        }
    }

    static boolean mayBeTheVersions(ErrorCode code) {
        return switch (code) {
            case MODEL_UNUSABLE, INTERNAL_ERROR, DIGEST_MISMATCH, NOT_FOUND, MALFORMED_EVENT, NOT_A_FACE -> true;
            default -> false;
        };
    }

    private Consumer<Handle> drawnAndReleased(RunningJob job, GenerateFaces command, ModelLease model)
            throws InterruptedException {
        try (model) {
            return drawnBy(job, command, model);
        }
    }

    private Consumer<Handle> drawnBy(RunningJob job, GenerateFaces command, ModelLease model)
            throws InterruptedException {
        long start = System.nanoTime();
        StartAnnouncement started = new StartAnnouncement(job, model.version(), start);
        FacesGenerated generated = drawing.draw(
                command,
                model,
                planner.plan(command, model),
                new ResultKeys(job.lease().id(), job.lease().fence()),
                started::drawing);
        return job.announcing(generated)
                .andThen(removingAttempts(job, job.lease().fence()))
                .andThen(transaction -> transaction.afterCommit(() -> meters.generated(command.count(), start)));
    }

    private Consumer<Handle> ended(RunningJob job, Failure failure) {
        return job.announcing(new GenerationFailed(job.lease().id(), failure))
                .andThen(removingAttempts(job, job.lease().fence() + 1))
                .andThen(transaction -> transaction.afterCommit(meters::failed));
    }

    /** @param before the first fence whose objects stay */
    private Consumer<Handle> removingAttempts(RunningJob job, long before) {
        return transaction ->
                transaction.afterCommit(() -> results.removeBefore(job.lease().id(), before));
    }

    /** What kept the job from its end, where an attempt has failed. */
    private static Failure expiry(Handle transaction, Lease lease) {
        String reason = transaction
                .createQuery(
                        "SELECT CAST(failure AS text) FROM job WHERE kind = :kind AND id = :id AND failure IS NOT NULL")
                .bind("kind", lease.kind())
                .bind("id", lease.id())
                .mapTo(String.class)
                .findOne()
                .map(json -> Json.decode(json.getBytes(UTF_8), Failure.class).message())
                .orElse("its turn never came");
        return Failure.of(new LikenessException(
                ErrorCode.DEADLINE_EXCEEDED,
                "generation: expected an end by %s, found none: %s".formatted(lease.deadline(), reason)));
    }
}
