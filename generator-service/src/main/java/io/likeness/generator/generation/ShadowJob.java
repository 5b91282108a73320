package io.likeness.generator.generation;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.generation.DrawShadow;
import io.likeness.contracts.generation.FaceOperation;
import io.likeness.generator.decoding.ModelLease;
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

/**
 * Draws the copy of a request, beside the results of that. Nobody hears of its end but who looks for it; where the version is being rolled out, it counts as evidence. Safe
 * for threads.
 */
@ApplicationScoped
class ShadowJob implements JobHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ShadowJob.class);

    private final ModelShelf shelf;
    private final RolloutParticipation rollouts;
    private final FacePlanner planner;
    private final ResultDrawing drawing;
    private final ResultFiles results;
    private final GenerationMeters meters;

    ShadowJob(
            ModelShelf shelf,
            RolloutParticipation rollouts,
            FacePlanner planner,
            ResultDrawing drawing,
            ResultFiles results,
            GenerationMeters meters) {
        this.shelf = shelf;
        this.rollouts = rollouts;
        this.planner = planner;
        this.drawing = drawing;
        this.results = results;
        this.meters = meters;
    }

    @Override
    public Consumer<Handle> run(RunningJob job) throws InterruptedException {
        DrawShadow command = command(job);
        return switch (shelf.borrow(command.modelName(), command.version())) {
            case Lent(ModelLease model) -> drawn(job, command, model);
            case Absent(String reason) -> throw new LikenessException(ErrorCode.MODEL_NOT_FOUND, reason);
        };
    }

    @Override
    public Consumer<Handle> failed(RunningJob job, LikenessException failure) {
        LOG.warn("no copy drawn id={} cause={}", job.lease().id(), failure.getMessage());
        return ended(job, byTheVersion(command(job), failure.code()));
    }

    /** A photo may be none, may be no face, or may have been deleted since the answer: that says nothing of the version. */
    private static boolean byTheVersion(DrawShadow command, ErrorCode code) {
        return command.request().task() instanceof FaceOperation.Sample
                ? GenerationJob.mayBeTheVersions(code)
                : code == ErrorCode.MODEL_UNUSABLE;
    }

    @Override
    public Consumer<Handle> cancelled(RunningJob job) {
        return ended(job, false);
    }

    @Override
    public Consumer<Handle> expired(RunningJob job) {
        return ended(job, false);
    }

    private Consumer<Handle> drawn(RunningJob job, DrawShadow command, ModelLease model) throws InterruptedException {
        Lease lease = job.lease();
        try (model) {
            ResultKeys keys = ResultKeys.ofShadow(command.generationId(), lease.fence());
            drawing.draw(command.request(), model, planner.plan(command.request(), model), keys, () -> {});
            return transaction -> transaction.afterCommit(() -> {
                results.removeBefore(keys.generationId(), lease.fence());
                told(command, true);
            });
        }
    }

    private Consumer<Handle> ended(RunningJob job, boolean byTheVersion) {
        DrawShadow command = command(job);
        ResultKeys keys =
                ResultKeys.ofShadow(command.generationId(), job.lease().fence());
        return transaction -> transaction.afterCommit(() -> {
            results.removeBefore(keys.generationId(), keys.fence() + 1);
            if (byTheVersion) {
                told(command, false);
            }
        });
    }

    private void told(DrawShadow command, boolean good) {
        meters.shadowed(good);
        rollouts.asked(command.modelName(), command.version(), good);
    }

    private static DrawShadow command(RunningJob job) {
        return Json.decode(job.lease().payload(), DrawShadow.class);
    }
}
