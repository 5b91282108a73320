package io.likeness.contracts.rollout;

import io.likeness.contracts.Require;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one metric: with high confidence, whenever one looks, its mean lies between two bounds.
 *
 * @param count of the pictures or pairs it is known from
 * @param low lower bound, absent where too few are known
 * @param high upper bound, absent as {@code low}
 * @param least that the mean may be
 * @param most that the mean may be
 */
public record Finding(
        RolloutMetric metric,
        Verdict verdict,
        long count,
        double mean,
        @Nullable Double low,
        @Nullable Double high,
        double least,
        double most) {
    public Finding {
        Require.present("finding.metric", metric);
        Require.present("finding.verdict", verdict);
    }
}
