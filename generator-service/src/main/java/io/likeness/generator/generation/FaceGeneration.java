package io.likeness.generator.generation;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.generation.GenerationEvent;
import io.likeness.contracts.generation.GenerationFailed;
import io.likeness.contracts.generation.GenerationStarted;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.generator.decoding.ModelLease;
import io.likeness.generator.serving.ModelLookup.Absent;
import io.likeness.generator.serving.ModelLookup.Lent;
import io.likeness.generator.serving.ModelShelf;
import io.likeness.platform.web.Failures;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a job to its end: blobs first, then one event. A job that must wait for store, registry or broker is thrown back to be tried
 * again; every other failure ends it. A job whose result is stored is only announced again. Safe for threads.
 */
@ApplicationScoped
class FaceGeneration {
    private static final Logger LOG = LoggerFactory.getLogger(FaceGeneration.class);

    private final ModelShelf shelf;
    private final FacePlanner planner;
    private final FaceDrawing drawing;
    private final ResultFiles results;
    private final Announcements announcements;
    private final GenerationMeters meters;
    private volatile boolean stopping;

    FaceGeneration(
            ModelShelf shelf,
            FacePlanner planner,
            FaceDrawing drawing,
            ResultFiles results,
            Announcements announcements,
            GenerationMeters meters) {
        this.shelf = shelf;
        this.planner = planner;
        this.drawing = drawing;
        this.results = results;
        this.announcements = announcements;
        this.meters = meters;
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /**
     * Ends the job with one event.
     *
     * @throws LikenessException that is retriable; the job has not ended then
     */
    void generate(GenerateFaces command, String correlationId) {
        try {
            announcements.publish(outcome(command, correlationId), correlationId);
        } catch (RuntimeException | Error e) {
            LikenessException failure = Failures.classify(e);
            if (failure.retriable()) {
                throw failure;
            }
            if (stopping) {
                throw new LikenessException(ErrorCode.MODEL_NOT_READY, "this generator is stopping", failure);
            }
            announcements.publish(failed(command, failure), correlationId);
        }
    }

    private GenerationEvent outcome(GenerateFaces command, String correlationId) {
        return results.find(command.generationId())
                .<GenerationEvent>map(StoredResult::announcement)
                .orElseGet(() -> fresh(command, correlationId));
    }

    private GenerationEvent fresh(GenerateFaces command, String correlationId) {
        return switch (shelf.borrow(command.modelName(), command.version())) {
            case Lent(ModelLease lease) -> draw(command, lease, correlationId);
            case Absent(String reason) -> failed(command, new LikenessException(ErrorCode.MODEL_NOT_FOUND, reason));
        };
    }

    private GenerationEvent draw(GenerateFaces command, ModelLease lease, String correlationId) {
        try (lease) {
            long start = System.nanoTime();
            ModelVersion version = lease.version();
            announcements.publish(
                    new GenerationStarted(command.generationId(), version.name(), version.version(), version.digest()),
                    correlationId);
            FacePlan plan = planner.plan(command, lease);
            List<Face> faces = drawing.draw(command, lease, plan.codes());
            StoredResult result = results.store(command, version, plan, faces, start);
            meters.generated(command.count(), start);
            return result.announcement();
        }
    }

    private GenerationFailed failed(GenerateFaces command, LikenessException failure) {
        meters.failed();
        LOG.warn(
                "generation failed generationId={} code={} cause={}",
                command.generationId(),
                failure.code(),
                failure.getMessage(),
                failure.code() == ErrorCode.INTERNAL_ERROR ? failure : null);
        return new GenerationFailed(command.generationId(), Failure.of(failure));
    }
}
