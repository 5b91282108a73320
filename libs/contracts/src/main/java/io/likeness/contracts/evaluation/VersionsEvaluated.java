package io.likeness.contracts.evaluation;

import io.likeness.contracts.Require;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of two versions, by the wire names of {@link io.likeness.contracts.model.GateMetric}; what could not be measured is absent.
 *
 * @param judge in whose features distances were measured
 * @param faces real ones with which both were compared, 1 or more
 * @param samples that each of the two drew, of the same seeds, 1 or more
 * @param differences of the candidate to the champion, by the wire names of {@link io.likeness.contracts.rollout.RolloutMetric}: means over pairs of
 *     pictures of the same seeds; none where a trainer does not measure them
 * @param uncertainty standard error of the difference between the two, of those metrics for which it is known
 */
public record VersionsEvaluated(
        String evaluationId,
        String judge,
        int faces,
        int samples,
        Map<String, Double> candidate,
        Map<String, Double> champion,
        @Nullable Map<String, Double> differences,
        Map<String, Double> uncertainty)
        implements EvaluationEvent {
    public VersionsEvaluated {
        Require.text("evaluationId", evaluationId);
        Require.text("judge", judge);
        Require.between("faces", faces, 1, Integer.MAX_VALUE);
        Require.between("samples", samples, 1, Integer.MAX_VALUE);
        candidate = Require.numbers("candidate", candidate);
        champion = Require.numbers("champion", champion);
        differences = differences == null ? Map.of() : Require.numbers("differences", differences);
        uncertainty = Require.numbers("uncertainty", uncertainty);
    }
}
