package io.likeness.contracts.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a training took, of the metrics of the version that it made; what was not measured is absent.
 *
 * @param cpuSeconds of all processors, in all its attempts
 * @param wallSeconds from its begin to the trained model, in all its attempts
 * @param cost at the trainer's price, in the trainer's currency
 */
public record TrainingCost(
        @Nullable Double cpuSeconds,
        @Nullable Double wallSeconds,
        @Nullable Double cost) {
    /** Names of the metrics. */
    public static final String CPU_SECONDS = "cpuSeconds";

    public static final String WALL_SECONDS = "wallSeconds";
    public static final String COST = "cost";

    static TrainingCost of(Map<String, Double> metrics) {
        return new TrainingCost(metrics.get(CPU_SECONDS), metrics.get(WALL_SECONDS), metrics.get(COST));
    }
}
