package io.likeness.gateway.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a policy decides by.
 *
 * @param datasetId the dataset of its name that was sealed last, absent before the first
 * @param learned whether it began a training on that one, or what serves was trained on it
 * @param newImages that came since it last began one
 * @param running a training of its that has not ended
 * @param lastBegan when it last began one
 * @param cpuHours that its trainings took within the days of its budget
 * @param freed when the oldest of these leaves the budget
 */
record Known(
        @Nullable String datasetId,
        boolean learned,
        long newImages,
        @Nullable String running,
        @Nullable Instant lastBegan,
        double cpuHours,
        @Nullable Instant freed) {}
