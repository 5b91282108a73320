package io.likeness.gateway.generation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.generation.FacesGenerated;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.generation.GenerationStarted;
import io.likeness.contracts.generation.SeedRule;
import io.likeness.gateway.ledger.Job;
import io.likeness.gateway.ledger.JobStatus;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a generation job.
 *
 * @param seed as asked for, or drawn
 * @param version asked for, or the one that did the work
 * @param modelDigest present once a generator has taken the job
 * @param deadline by which it has to be started
 * @param cancelRequestedAt when its end was first asked for
 * @param expiresAt when it and its faces are forgotten, known once it has ended
 * @param request as it was sent
 * @param queuePosition among the generations that wait, 1 for the next
 * @param executionProvider on which the images are reproducible, present once succeeded
 */
@Schema(description = "What is known of a generation job")
public record Generation(
        String id,
        JobStatus status,

        @Schema(examples = "sample") String operation,

        @Schema(description = "As asked for, or drawn: the same seed gives the same faces")
        long seed,

        @Schema(description = "How the seeds of images follow from it")
        SeedRule seedRule,

        int count,
        @Schema(examples = "celeba") String model,
        @Nullable Integer version,

        @Schema(implementation = GenerationRequest.class, description = "As it was sent") @Nullable
        JsonNode request,

        @Schema(
                description =
                        "Among all generations that wait, whoever sent them, 1 for the next; absent where it does not wait")
        @Nullable
        Integer queuePosition,

        @Nullable String modelDigest,
        @Nullable String executionProvider,
        @Nullable Double seconds,
        @Nullable Failure failure,
        Instant createdAt,
        Instant deadline,
        @Nullable Instant startedAt,
        @Nullable Instant cancelRequestedAt,
        @Nullable Instant endedAt,
        @Nullable Instant expiresAt,
        Links links,
        @JsonIgnore @Schema(hidden = true) @Nullable FacesGenerated result) {

    /** The document of its start. */
    static final String STARTED = "started";

    public static Generation of(Job job) {
        GenerateFaces command = job.command(GenerateFaces.class);
        GenerationStarted started = job.find(STARTED, GenerationStarted.class);
        FacesGenerated result = job.find(Job.RESULT, FacesGenerated.class);
        Job.Times times = job.times();
        return new Generation(
                job.id(),
                job.status(),
                command.task().name(),
                command.seed(),
                command.rule(),
                command.count(),
                command.modelName(),
                result != null
                        ? (Integer) result.version()
                        : started != null ? (Integer) started.version() : command.version(),
                job.request(),
                job.queuePosition(),
                result != null ? result.modelDigest() : started != null ? started.modelDigest() : null,
                result == null ? null : result.executionProvider(),
                result == null ? null : result.seconds(),
                job.findFailure(),
                times.createdAt(),
                times.deadline(),
                startedAt(times, result),
                times.cancelRequestedAt(),
                times.endedAt(),
                times.expiresAt(),
                Links.of(job, result),
                result);
    }

    /** A quick job announces its end alone, which says how long it took. */
    private static @Nullable Instant startedAt(Job.Times times, @Nullable FacesGenerated result) {
        Instant ended = times.endedAt();
        return times.startedAt() != null || result == null || ended == null
                ? times.startedAt()
                : ended.minusNanos(Math.round(result.seconds() * 1e9));
    }

    /** @throws LikenessException {@code STATE_CONFLICT} unless the job succeeded */
    FacesGenerated requireResult() {
        if (result == null) {
            throw new LikenessException(
                    ErrorCode.STATE_CONFLICT,
                    "generation %s: expected it to have succeeded, found it %s%s"
                            .formatted(id, status.word(), failure == null ? "" : ": " + failure.message()));
        }
        return result;
    }

    /** Where to look next. */
    @Schema(name = "GenerationLinks")
    public record Links(
            String self,

            @Schema(description = "URI template (RFC 6570), k from 0 to count - 1")
            String images,

            String grid,

            @Schema(description = "Present once a walk has succeeded: an animated PNG of its frames") @Nullable
            String animation,

            @Schema(description = "To be posted to; absent once the job has ended") @Nullable
            String cancel) {
        private static Links of(Job job, @Nullable FacesGenerated result) {
            String self = "/v1/generations/" + job.id();
            return new Links(
                    self,
                    self + "/images/{k}.png",
                    self + "/grid.png",
                    result == null || result.animation() == null ? null : self + "/animation.png",
                    job.status().ended() ? null : self + "/cancel");
        }
    }
}
