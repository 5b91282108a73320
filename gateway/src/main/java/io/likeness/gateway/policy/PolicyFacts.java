package io.likeness.gateway.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a policy decides by.
 *
 * @param datasetId the dataset of its name that was sealed last, absent before the first
 * @param learned whether a training of its on that one has succeeded, or what serves was trained on it
 * @param learning a training on that one that has not ended
 * @param failed a training on that one that the policy, as it is, began and that has ended otherwise
 * @param newImages that came since the model has last learned
 * @param running a training of its, on whichever dataset, that has not ended
 * @param lastBegan when it last began one
 * @param cpuHours that its trainings took within the days of its budget
 * @param freed when the oldest of these leaves the budget
 * @param leaving whether the version that serves is being deleted, so that none is known to go on from
 */
record PolicyFacts(
        @Nullable String datasetId,
        boolean learned,
        @Nullable String learning,
        @Nullable String failed,
        long newImages,
        @Nullable String running,
        @Nullable Instant lastBegan,
        double cpuHours,
        @Nullable Instant freed,
        boolean leaving) {}
