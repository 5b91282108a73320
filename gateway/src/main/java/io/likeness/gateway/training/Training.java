package io.likeness.gateway.training;

import io.likeness.contracts.Failure;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.contracts.training.EpochCompleted;
import io.likeness.contracts.training.StartTraining;
import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.contracts.training.TrainingStarted;
import io.likeness.gateway.job.JobStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a training run.
 *
 * @param images present once a runner has taken it
 * @param latest the last epoch of the present attempt
 * @param history the epochs of the present attempt; absent in lists
 * @param version of the model, present once succeeded
 * @param failure why it failed
 */
@Schema(description = "What is known of a training run")
public record Training(
        String id,
        JobStatus status,
        String datasetId,
        @Schema(examples = "celeba") String modelName,
        String preset,
        int epochs,
        long seed,
        Instant deadline,
        @Nullable Integer attempt,
        @Nullable SplitCounts images,
        @Nullable Long parameters,
        @Nullable Epoch latest,
        @Nullable List<Epoch> history,
        @Nullable Integer version,
        @Nullable String modelDigest,
        @Nullable Map<String, Double> metrics,
        @Nullable Double seconds,
        @Nullable Failure failure,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Links links) {

    static Training of(StartTraining command, State state, @Nullable List<Epoch> history) {
        TrainingStarted started = state.started();
        TrainingCompleted completed = state.completed();
        String self = "/v1/trainings/" + command.trainingId();
        return new Training(
                command.trainingId(),
                state.status(),
                command.datasetId(),
                command.modelName(),
                command.preset(),
                command.epochs(),
                command.seed(),
                command.deadline(),
                started == null ? null : started.attempt(),
                started == null ? null : started.images(),
                started == null ? null : started.parameters(),
                state.latest() == null ? null : Epoch.of(state.latest()),
                history,
                completed == null ? null : completed.version(),
                completed == null ? null : completed.modelDigest(),
                completed == null ? null : completed.metrics(),
                completed == null ? null : completed.seconds(),
                state.failure(),
                state.createdAt(),
                state.startedAt(),
                state.endedAt(),
                new Links(self, self + "/events", completed == null ? null : version(completed)));
    }

    private static String version(TrainingCompleted completed) {
        return "/v1/models/%s/versions/%d".formatted(completed.modelName(), completed.version());
    }

    /** One pass over the training images; losses are mean squared errors per value in [0, 1]. */
    @Schema(description = "One pass over the training images; losses are mean squared errors per value in [0, 1]")
    public record Epoch(int epoch, double trainLoss, double validationLoss, double imagesPerSecond, double seconds) {

        static Epoch of(EpochCompleted event) {
            return new Epoch(
                    event.epoch(), event.trainLoss(), event.validationLoss(), event.imagesPerSecond(), event.seconds());
        }
    }

    /** Where to look next. */
    @Schema(name = "TrainingLinks")
    public record Links(
            String self, String events, @Nullable String version) {}

    /** What the events have told so far. */
    record State(
            JobStatus status,
            @Nullable TrainingStarted started,
            @Nullable EpochCompleted latest,
            @Nullable TrainingCompleted completed,
            @Nullable Failure failure,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {}
}
