package io.likeness.contracts.model;

import io.likeness.contracts.Require;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a version must keep to serve. A number that is missing breaks the rule; where faces have no labels, none of their effects is missing.
 *
 * @param limit the most that the metric may be, or the least where higher is better; absent: any
 * @param worseBy how much worse than the champion's it may be, in its own unit, 0 or more; absent as the next two: any
 * @param worseByShare the same as a share of the champion's, 0 or more
 * @param worseByErrors the same in standard errors of the difference, 0 or more; none where it is not known. The largest of the three counts
 */
public record GateRule(
        GateMetric metric,
        @Nullable Double limit,
        @Nullable Double worseBy,
        @Nullable Double worseByShare,
        @Nullable Double worseByErrors) {
    public GateRule {
        Require.present("rules.metric", metric);
        if (metric == GateMetric.UNKNOWN) {
            throw Require.invalid("rules.metric", "a metric that this version knows", "another");
        }
        String field = "rules." + metric.wireName();
        if (limit == null && worseBy == null && worseByShare == null && worseByErrors == null) {
            throw Require.invalid(field, "limit, worseBy, worseByShare or worseByErrors", "none of them");
        }
        if (limit != null) {
            Require.finite(field + ".limit", limit);
        }
        if (worseBy != null) {
            Require.notNegative(field + ".worseBy", worseBy);
        }
        if (worseByShare != null) {
            Require.notNegative(field + ".worseByShare", worseByShare);
        }
        if (worseByErrors != null) {
            Require.notNegative(field + ".worseByErrors", worseByErrors);
        }
    }

    /** Within so much of the champion's, in the metric's own unit. */
    public static GateRule worseBy(GateMetric metric, double most) {
        return new GateRule(metric, null, most, null, null);
    }

    /** Within such a share of the champion's. */
    public static GateRule worseByShare(GateMetric metric, double most) {
        return new GateRule(metric, null, null, most, null);
    }

    /** Whatever the champion's. */
    public static GateRule limit(GateMetric metric, double limit) {
        return new GateRule(metric, limit, null, null, null);
    }

    /**
     * What this rule says of a version.
     *
     * @param candidate numbers of the version, by the metrics' wire names
     * @param champion numbers of what serves
     * @param uncertainty standard errors of their differences, where known
     */
    public RuleFinding find(
            Map<String, Double> candidate, Map<String, Double> champion, Map<String, Double> uncertainty) {
        Double own = candidate.get(metric.wireName());
        Double other = champion.get(metric.wireName());
        Double error = uncertainty.get(metric.wireName());
        if (own == null) {
            boolean nothingToCompare = metric.onlyWhereFacesAreLabelled();
            return new RuleFinding(
                    metric, nothingToCompare, null, other, null, null, metric.wireName() + " was not measured");
        }
        if (compares() && other == null) {
            return new RuleFinding(
                    metric, false, own, null, null, limit, metric.wireName() + " of the champion was not measured");
        }
        double bound = bound(other, error);
        boolean passed = metric.higherIsBetter() ? own >= bound : own <= bound;
        String reason = "%s %s is %s %s%s"
                .formatted(
                        metric.wireName(),
                        rounded(own),
                        relation(passed),
                        rounded(bound),
                        other == null ? "" : ", the champion's is " + rounded(other));
        return new RuleFinding(metric, passed, own, other, error, bound, reason);
    }

    private String relation(boolean passed) {
        if (metric.higherIsBetter()) {
            return passed ? "at least" : "below";
        }
        return passed ? "at most" : "above";
    }

    private boolean compares() {
        return worseBy != null || worseByShare != null || worseByErrors != null;
    }

    /** The stricter of the limit and of what the champion's number allows. */
    private double bound(@Nullable Double champion, @Nullable Double error) {
        int worse = metric.higherIsBetter() ? -1 : 1;
        double own = limit == null ? worse * Double.MAX_VALUE : limit;
        if (champion == null || !compares()) {
            return own;
        }
        double allowed = champion + worse * allowance(champion, error);
        return metric.higherIsBetter() ? Math.max(own, allowed) : Math.min(own, allowed);
    }

    private double allowance(double champion, @Nullable Double error) {
        double own = worseBy == null ? 0 : worseBy;
        double share = worseByShare == null ? 0 : worseByShare * Math.abs(champion);
        double chance = worseByErrors == null || error == null ? 0 : worseByErrors * error;
        return Math.max(own, Math.max(share, chance));
    }

    private static String rounded(double value) {
        return new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }
}
