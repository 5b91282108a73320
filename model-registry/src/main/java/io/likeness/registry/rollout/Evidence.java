package io.likeness.registry.rollout;

import io.likeness.contracts.rollout.Finding;
import io.likeness.contracts.rollout.Moments;
import io.likeness.contracts.rollout.RolloutMetric;
import io.likeness.contracts.rollout.RolloutReport;
import io.likeness.contracts.rollout.Verdict;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What all generators together know of a candidate. Its pictures are held against what the gate has measured of it: a candidate that was found good and is drawn
 * as it was then is good. Stateless.
 */
final class Evidence {
    /** Probability with which a good candidate is ever found bad, over all metrics. */
    private static final double ERROR = 0.05;

    private static final double ERROR_A_METRIC = ERROR / 4;
    /** Of fewer pairs a mean is no normal one. */
    private static final long FEWEST = 16;

    private static final double MOST_FAILURES = 0.1;
    private static final double TWICE_AS_SLOW = Math.log(2);
    private static final double NO_LIMIT = 100;
    private static final double BRIGHTNESS = 0.02;
    private static final double SHARPNESS = 0.2;

    private Evidence() {}

    /**
     * One finding a metric.
     *
     * @param expected means over pairs that the gate has measured, by metric; 0 where it has not
     */
    static List<Finding> of(Collection<RolloutReport> reports, Map<String, Double> expected) {
        return List.of(
                failures(reports),
                pairs(RolloutMetric.LATENCY, reports, expected, -NO_LIMIT, TWICE_AS_SLOW),
                pairs(RolloutMetric.BRIGHTNESS, reports, expected, -BRIGHTNESS, BRIGHTNESS),
                pairs(RolloutMetric.SHARPNESS, reports, expected, -SHARPNESS, SHARPNESS));
    }

    /** Pairs of which all generators together know. */
    static long pairs(Collection<RolloutReport> reports) {
        return moments(RolloutMetric.BRIGHTNESS, reports).count();
    }

    private static Finding failures(Collection<RolloutReport> reports) {
        long all = reports.stream().mapToLong(RolloutReport::drawn).sum();
        long failed = reports.stream().mapToLong(RolloutReport::failed).sum();
        ConfidenceSequence bounds = ConfidenceSequence.ofShare(failed, all, ERROR_A_METRIC);
        return finding(RolloutMetric.FAILURES, all, all == 0 ? 0 : (double) failed / all, bounds, 0, MOST_FAILURES);
    }

    private static Finding pairs(
            RolloutMetric metric,
            Collection<RolloutReport> reports,
            Map<String, Double> expected,
            double least,
            double most) {
        Moments all = moments(metric, reports);
        double gate = expected.getOrDefault(metric.wireName(), 0.0);
        // What was faster at the gate need not be as much faster here.
        double mean = all.mean() - (metric == RolloutMetric.LATENCY ? Math.max(0, gate) : gate);
        if (all.count() < FEWEST) {
            return new Finding(metric, Verdict.OPEN, all.count(), mean, null, null, least, most);
        }
        ConfidenceSequence bounds =
                ConfidenceSequence.ofMean(new Moments(all.count(), mean, all.squares()), ERROR_A_METRIC);
        return finding(metric, all.count(), mean, bounds, least, most);
    }

    private static Finding finding(
            RolloutMetric metric, long count, double mean, ConfidenceSequence bounds, double least, double most) {
        Verdict verdict = bounds.high() < least || bounds.low() > most
                ? Verdict.BAD
                : bounds.low() >= least && bounds.high() <= most ? Verdict.GOOD : Verdict.OPEN;
        return new Finding(metric, verdict, count, mean, bounds.low(), bounds.high(), least, most);
    }

    private static Moments moments(RolloutMetric metric, Collection<RolloutReport> reports) {
        return reports.stream()
                .map(report -> report.evidence().getOrDefault(metric.wireName(), Moments.NONE))
                .reduce(Moments.NONE, Moments::plus);
    }
}
