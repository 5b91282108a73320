package io.likeness.gateway.policy;

import io.likeness.contracts.Failure;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A policy and what came of it.
 *
 * @param revision 1 and then one more with each change
 * @param cpuHours that its trainings took within the days of its budget
 * @param trainings that it began, the newest first
 */
@Schema(name = "Policy", description = "When a model is trained anew without anybody asking, and what came of it")
record PolicyDetails(
        String modelName,
        long revision,
        Instant changedAt,
        TrainingPolicy policy,
        Standing standing,
        double cpuHours,
        List<Begun> trainings) {

    /**
     * A training that a policy began.
     *
     * @param from the version that it went on from; absent: random weights
     * @param trainingId absent until it is accepted, and where it cannot be
     * @param failure why it could not be accepted
     * @param cpuSeconds that it has taken, as far as is known
     */
    @Schema(name = "PolicyTraining", description = "A training that a policy began")
    record Begun(
            String id,
            String datasetId,
            long newImages,
            @Nullable Integer from,
            String reason,
            Instant at,
            @Nullable String trainingId,
            @Nullable Failure failure,
            double cpuSeconds,
            boolean ended) {}
}
