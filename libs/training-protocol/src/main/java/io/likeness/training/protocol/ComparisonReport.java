package io.likeness.training.protocol;

import io.likeness.contracts.Require;
import java.util.Map;

/**
 * What a comparison measured, by the wire names of {@link io.likeness.contracts.model.GateMetric}; what could not be measured is absent.
 *
 * @param judge in whose features distances were measured
 * @param faces real ones with which both were compared
 * @param samples that each of the two drew
 * @param differences of the candidate to the champion, by the wire names of {@link io.likeness.contracts.rollout.RolloutMetric}
 * @param uncertainty standard error of the difference between the two, of those metrics for which it is known
 */
public record ComparisonReport(
        String judge,
        int faces,
        int samples,
        Map<String, Double> candidate,
        Map<String, Double> champion,
        Map<String, Double> differences,
        Map<String, Double> uncertainty) {
    public ComparisonReport {
        Require.text("judge", judge);
        candidate = Require.numbers("candidate", candidate);
        champion = Require.numbers("champion", champion);
        differences = Require.numbers("differences", differences);
        uncertainty = Require.numbers("uncertainty", uncertainty);
    }
}
