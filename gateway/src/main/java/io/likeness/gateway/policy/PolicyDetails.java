package io.likeness.gateway.policy;

import io.likeness.contracts.Failure;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A policy and what came of it.
 *
 * @param revision 1 and then one more with each change; 1 again for one that is declared after a deletion
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
        List<PolicyTraining> trainings) {

    /**
     * A training that a policy began.
     *
     * @param from the version that it went on from; absent: random weights
     * @param trainingId absent until it is accepted, and where it cannot be
     * @param failure why it could not be accepted
     * @param cpuSeconds that it has taken, as far as is known
     * @param outcome {@code succeeded}, {@code failed}, {@code canceled} or {@code expired}, {@code refused} where it could not be accepted, {@code deleted} where somebody
     *     has deleted it; absent until it has ended
     */
    @Schema(name = "PolicyTraining", description = "A training that a policy began")
    record PolicyTraining(
            String id,
            String datasetId,
            long newImages,
            @Nullable Integer from,
            String reason,
            Instant at,
            @Nullable String trainingId,
            @Nullable Failure failure,
            double cpuSeconds,
            @Nullable String outcome) {
        /** Of one that has ended as it should. */
        static final String SUCCEEDED = "succeeded";

        static final String REFUSED = "refused";
        static final String DELETED = "deleted";

        boolean ended() {
            return outcome != null;
        }

        boolean succeeded() {
            return SUCCEEDED.equals(outcome);
        }
    }
}
