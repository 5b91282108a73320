package io.likeness.contracts.model;

import io.likeness.contracts.Require;
import org.jspecify.annotations.Nullable;

/**
 * What one rule of the gate said of a version, with its numbers.
 *
 * @param candidate of the version; absent where it could not be measured
 * @param champion of what served; absent where nothing did, or it could not be measured
 * @param uncertainty standard error of their difference; absent where it is not known
 * @param bound the number that the version's was held against; absent where there was none to hold against
 * @param reason one sentence for a person
 */
public record RuleFinding(
        GateMetric metric,
        boolean passed,
        @Nullable Double candidate,
        @Nullable Double champion,
        @Nullable Double uncertainty,
        @Nullable Double bound,
        String reason) {
    public RuleFinding {
        Require.present("metric", metric);
        Require.text("reason", reason);
    }
}
