package io.likeness.gateway.generation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.generation.FacesGenerated;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.generation.GenerationStarted;
import io.likeness.gateway.job.JobStatus;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a generation job.
 *
 * @param seed as asked for, or drawn
 * @param version asked for, or the one that did the work
 * @param modelDigest present once a generator has taken the job
 * @param executionProvider on which the images are reproducible, present once succeeded
 */
@Schema(description = "What is known of a generation job")
public record Generation(
        String id,
        JobStatus status,

        @Schema(examples = "sample") String operation,

        @Schema(description = "As asked for, or drawn: the same seed gives the same faces")
        long seed,

        int count,
        @Schema(examples = "celeba") String model,
        @Nullable Integer version,
        @Nullable String modelDigest,
        @Nullable String executionProvider,
        @Nullable Double seconds,
        @Nullable Failure failure,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Links links,
        @JsonIgnore @Schema(hidden = true) @Nullable FacesGenerated result) {

    static Generation of(GenerateFaces command, State state) {
        GenerationStarted started = state.started();
        FacesGenerated result = state.result();
        String self = "/v1/generations/" + command.generationId();
        return new Generation(
                command.generationId(),
                state.status(),
                command.task().name(),
                command.seed(),
                command.count(),
                command.modelName(),
                result != null
                        ? (Integer) result.version()
                        : started != null ? (Integer) started.version() : command.version(),
                result != null ? result.modelDigest() : started != null ? started.modelDigest() : null,
                result == null ? null : result.executionProvider(),
                result == null ? null : result.seconds(),
                state.failure(),
                state.createdAt(),
                state.startedAt(),
                state.endedAt(),
                new Links(
                        self,
                        self + "/images/{k}.png",
                        self + "/grid.png",
                        result == null || result.animation() == null ? null : self + "/animation.png"),
                result);
    }

    /** @throws LikenessException {@code STATE_CONFLICT} unless the job succeeded */
    FacesGenerated requireResult() {
        if (result == null) {
            throw new LikenessException(
                    ErrorCode.STATE_CONFLICT,
                    "generation %s: expected it to have succeeded, found it %s"
                            .formatted(id, status.name().toLowerCase(Locale.ROOT)));
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
            String animation) {}

    /** What the events have told so far. */
    record State(
            JobStatus status,
            @Nullable GenerationStarted started,
            @Nullable FacesGenerated result,
            @Nullable Failure failure,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {}
}
