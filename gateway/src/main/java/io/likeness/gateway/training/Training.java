package io.likeness.gateway.training;

import io.likeness.contracts.Failure;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.contracts.training.CostEstimate;
import io.likeness.contracts.training.EpochCompleted;
import io.likeness.contracts.training.EpochMeasures;
import io.likeness.contracts.training.FineTuning;
import io.likeness.contracts.training.StartTraining;
import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.contracts.training.TrainingQueued;
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
 * @param configuration all of it
 * @param queuePosition among the runs that wait, 1 for the next; absent once it runs
 * @param images present once a runner has taken it
 * @param device what trains it, as the trainer names it
 * @param estimate of the time and the cost of all epochs, from before the first
 * @param resumedAfterEpoch epochs of earlier attempts that the present one goes on from
 * @param latest the last epoch that is finished
 * @param history the epochs, each by the attempt that counts; absent in lists
 * @param version of the model, present once succeeded
 * @param failure why it failed
 * @param cancelRequestedAt when its end was first asked for
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
        TrainingConfiguration configuration,
        @Nullable FineTuning fineTuning,
        @Nullable Integer queuePosition,
        @Nullable Integer attempt,
        @Nullable SplitCounts images,
        @Nullable Long parameters,

        @Schema(examples = "CPU, oneDNN 2.5.2 (AVX-512), 2 replicas") @Nullable
        String device,

        @Nullable CostEstimate estimate,
        @Nullable Integer resumedAfterEpoch,
        @Nullable Epoch latest,
        @Nullable List<Epoch> history,
        @Nullable Integer version,
        @Nullable String modelDigest,
        @Nullable Map<String, Double> metrics,
        @Nullable Double seconds,
        @Nullable Failure failure,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant cancelRequestedAt,
        @Nullable Instant endedAt,
        Links links) {

    static Training of(StartTraining command, State state, @Nullable List<Epoch> history) {
        TrainingStarted started = state.started();
        TrainingCompleted completed = state.completed();
        return new Training(
                command.trainingId(),
                state.status(),
                command.datasetId(),
                command.modelName(),
                command.preset(),
                command.requireConfiguration().allEpochs(),
                command.seed(),
                command.deadline(),
                command.requireConfiguration(),
                command.fineTuning(),
                state.queuePosition(),
                started == null ? null : started.attempt(),
                started == null ? null : started.images(),
                started == null ? null : started.parameters(),
                started == null ? null : started.device(),
                started == null ? null : started.estimate(),
                started == null ? null : started.resumedAfterEpoch(),
                state.latest() == null ? null : Epoch.of(state.latest()),
                history,
                completed == null ? null : completed.version(),
                completed == null ? null : completed.modelDigest(),
                completed == null ? null : completed.metrics(),
                completed == null ? null : completed.seconds(),
                state.failure(),
                state.createdAt(),
                state.startedAt(),
                state.cancelRequestedAt(),
                state.endedAt(),
                Links.of(command.trainingId(), state));
    }

    /** One pass over the training images; losses are those of the configuration, terms of them unweighted. */
    @Schema(
            description =
                    "One pass over the training images; losses are those of the configuration, terms of them unweighted")
    public record Epoch(
            int epoch,
            double trainLoss,
            double validationLoss,
            double imagesPerSecond,
            double seconds,
            @Nullable EpochMeasures measures) {

        static Epoch of(EpochCompleted event) {
            return new Epoch(
                    event.epoch(),
                    event.trainLoss(),
                    event.validationLoss(),
                    event.imagesPerSecond(),
                    event.seconds(),
                    event.measures());
        }
    }

    /**
     * Where to look next.
     *
     * @param cancel to be posted to; absent once the training has ended
     * @param film an animated PNG with a frame an epoch; absent before the first
     * @param filmStrip a PNG with a row an epoch
     */
    @Schema(name = "TrainingLinks")
    public record Links(
            String self,
            String events,
            @Nullable String cancel,
            @Nullable String film,
            @Nullable String filmStrip,
            @Nullable String version) {

        private static Links of(String id, State state) {
            String self = "/v1/trainings/" + id;
            boolean filmed = state.latest() != null && state.latest().film() != null;
            return new Links(
                    self,
                    self + "/events",
                    state.status().ended() ? null : self + "/cancel",
                    filmed ? self + "/film.apng" : null,
                    filmed ? self + "/film.png" : null,
                    state.completed() == null ? null : version(state.completed()));
        }

        private static String version(TrainingCompleted completed) {
            return "/v1/models/%s/versions/%d".formatted(completed.modelName(), completed.version());
        }
    }

    /** What the events have told so far. */
    record State(
            JobStatus status,
            @Nullable TrainingQueued queued,
            @Nullable TrainingStarted started,
            @Nullable EpochCompleted latest,
            @Nullable TrainingCompleted completed,
            @Nullable Failure failure,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant cancelRequestedAt,
            @Nullable Instant endedAt) {

        private @Nullable Integer queuePosition() {
            return queued == null || status != JobStatus.QUEUED ? null : queued.position();
        }
    }
}
