package io.likeness.gateway.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.contracts.training.CostEstimate;
import io.likeness.contracts.training.EpochCompleted;
import io.likeness.contracts.training.EpochMeasures;
import io.likeness.contracts.training.FineTuning;
import io.likeness.contracts.training.StartTraining;
import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.contracts.training.TrainingStarted;
import io.likeness.gateway.ledger.Job;
import io.likeness.gateway.ledger.JobStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a training run.
 *
 * @param configuration all of it
 * @param request as it was sent; absent where a policy or an erasure began it
 * @param queuePosition among the runs that wait now, 1 for the next; absent once it runs
 * @param images present once a runner has taken it
 * @param device what trains it, as the trainer names it
 * @param estimate of the time and the cost of all epochs, from before the first
 * @param resumedAfterEpoch epochs of earlier attempts that the present one goes on from
 * @param latest the last epoch that is finished
 * @param history the epochs, each by the attempt that counts; absent in lists
 * @param version of the model, present once succeeded
 * @param failure why it failed or has expired
 * @param cancelRequestedAt when its end was first asked for
 * @param expiresAt when it is forgotten, where it made nothing
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

        @Schema(
                implementation = TrainingRequest.class,
                description = "As it was sent; absent where a policy or an erasure began it")
        @Nullable
        JsonNode request,

        @Schema(
                description =
                        "Among all trainings that wait, whoever sent them, 1 for the next; absent where it does not wait")
        @Nullable
        Integer queuePosition,

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
        @Nullable Instant expiresAt,
        Links links) {

    /** The documents of what its events told. */
    static final String STARTED = "started";

    static final String EPOCH = "epoch";
    static final String COMPLETED = "completed";

    /** @param history absent where it is not to be shown */
    public static Training of(Job job, @Nullable List<Epoch> history) {
        StartTraining command = job.command(StartTraining.class);
        TrainingStarted started = job.find(STARTED, TrainingStarted.class);
        EpochCompleted latest = job.find(EPOCH, EpochCompleted.class);
        TrainingCompleted completed = job.find(COMPLETED, TrainingCompleted.class);
        Job.Times times = job.times();
        return new Training(
                job.id(),
                job.status(),
                command.datasetId(),
                command.modelName(),
                command.preset(),
                command.requireConfiguration().allEpochs(),
                command.seed(),
                times.deadline(),
                command.requireConfiguration(),
                command.fineTuning(),
                job.request(),
                job.queuePosition(),
                started == null ? null : started.attempt(),
                started == null ? null : started.images(),
                started == null ? null : started.parameters(),
                started == null ? null : started.device(),
                started == null ? null : started.estimate(),
                started == null ? null : started.resumedAfterEpoch(),
                latest == null ? null : Epoch.of(latest),
                history,
                completed == null ? null : completed.version(),
                completed == null ? null : completed.modelDigest(),
                completed == null ? null : completed.metrics(),
                completed == null ? null : completed.seconds(),
                job.findFailure(),
                times.createdAt(),
                times.startedAt(),
                times.cancelRequestedAt(),
                times.endedAt(),
                times.expiresAt(),
                Links.of(job, latest, completed));
    }

    /** One pass over the training images; losses are those of the configuration, terms of them unweighted. */
    @Schema(
            description = "One pass over the training images; losses are those of the configuration, terms of them"
                    + " unweighted")
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

        private static Links of(Job job, @Nullable EpochCompleted latest, @Nullable TrainingCompleted completed) {
            String self = "/v1/trainings/" + job.id();
            boolean filmed = latest != null && latest.film() != null;
            return new Links(
                    self,
                    self + "/events",
                    job.status().ended() ? null : self + "/cancel",
                    filmed ? self + "/film.apng" : null,
                    filmed ? self + "/film.png" : null,
                    completed == null ? null : version(completed));
        }

        private static String version(TrainingCompleted completed) {
            return "/v1/models/%s/versions/%d".formatted(completed.modelName(), completed.version());
        }
    }
}
