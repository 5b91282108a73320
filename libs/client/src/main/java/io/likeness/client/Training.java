package io.likeness.client;

import io.likeness.contracts.Failure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the commands read of a training.
 *
 * @param epochs of all stages
 * @param version that it made, once it has
 */
public record Training(
        String id,
        String status,
        String datasetId,
        String modelName,
        String preset,
        int epochs,
        @Nullable Integer queuePosition,
        @Nullable Long parameters,
        @Nullable String device,
        @Nullable Estimate estimate,
        @Nullable Epoch latest,
        @Nullable Integer version,
        @Nullable Map<String, Double> metrics,
        @Nullable Failure failure,
        String createdAt)
        implements Job {

    /** What it will take, as far as can be said at its start. */
    public record Estimate(double seconds, double cost, String currency) {}

    /** A pass over the images. */
    public record Epoch(
            int epoch,
            double trainLoss,
            double validationLoss,
            double imagesPerSecond,
            @Nullable Measures measures) {}

    /**
     * What was measured in an epoch.
     *
     * @param etaSeconds until all stages are done
     */
    public record Measures(@Nullable Double etaSeconds) {}
}
