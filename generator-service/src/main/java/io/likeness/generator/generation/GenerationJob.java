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
import io.likeness.generator.serving.ModelLookup;
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

/** Works on one generation, from its command to the announcement of its end. Safe for threads. */
@ApplicationScoped
class GenerationJob implements JobHandler {
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
        return switch (lookup(command)) {
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

    private ModelLookup lookup(GenerateFaces command) {
        Integer version = command.version();
        return version != null && command.replaceable()
                ? chosen.borrow(command.modelName(), version)
                : shelf.borrow(command.modelName(), version);
    }

    private Consumer<Handle> drawn(RunningJob job, GenerateFaces command, ModelLease model)
            throws InterruptedException {
        try (model) {
            Consumer<Handle> end = drawnBy(job, command, model);
            tell(command, model, true);
            return end;
        } catch (LikenessException e) {
            if (e.code() == ErrorCode.MODEL_UNUSABLE) {
                tell(command, model, false);
            }
            throw e;
        }
    }

    private void tell(GenerateFaces command, ModelLease model, boolean good) {
        rollouts.asked(command.modelName(), model.version().version(), command.count(), good);
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
