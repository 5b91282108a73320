package io.likeness.benchmarks.defects;

import io.likeness.contracts.evaluation.VersionsEvaluated;
import io.likeness.contracts.model.GateMetric;
import io.likeness.contracts.model.RuleFinding;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of one version with a defect.
 *
 * @param defect for a person
 * @param answered requests that it has answered
 * @param championServes afterwards, by itself
 */
record Planted(String defect, int version, Ending ending, long answered, boolean championServes) {
    private static final double DECIBELS = 10;

    boolean stopped() {
        return ending.stoppedEarly() && championServes;
    }

    /** A row of a table. */
    String row() {
        return Stream.of(
                        defect,
                        where(),
                        rules(),
                        samples(),
                        String.format(Locale.ROOT, "%.0f s", ending.took().toMillis() / 1e3),
                        Long.toString(answered),
                        squaredErrorAlone())
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private String where() {
        return switch (ending.end()) {
            case REFUSED_AT_THE_GATE -> "at the gate";
            case NOT_LOADED_BY_A_GENERATOR -> "by a generator";
            case ROLLED_BACK -> String.format(Locale.ROOT, "at %.0f %%", ending.share() / 10.0);
            case EXPIRED -> "expired";
            case SUPERSEDED -> "superseded";
            case LIVE -> "not at all";
        };
    }

    private String rules() {
        return ending.broken().isEmpty()
                ? ending.reason()
                : ending.broken().stream().map(Planted::described).collect(Collectors.joining(", "));
    }

    private static String described(RuleFinding finding) {
        return "%s %s (bound %s)"
                .formatted(finding.metric().wireName(), number(finding.candidate()), number(finding.bound()));
    }

    private String samples() {
        VersionsEvaluated evaluated = ending.evaluated();
        String gate = evaluated == null ? "none" : "%d, %d real".formatted(evaluated.samples(), evaluated.faces());
        return ending.pairs() == 0 ? gate : gate + "; %d pairs".formatted(ending.pairs());
    }

    /** What a gate would have said that knows nothing but the mean squared error of reconstructions, and wants it to be no worse. */
    private String squaredErrorAlone() {
        return ending.findings().stream()
                .filter(finding -> finding.metric() == GateMetric.RECONSTRUCTION_PSNR)
                .map(finding -> squaredErrorAlone(finding.candidate(), finding.champion()))
                .findFirst()
                .orElse("not measured");
    }

    private static String squaredErrorAlone(@Nullable Double candidate, @Nullable Double champion) {
        if (candidate == null || champion == null) {
            return "not measured";
        }
        return String.format(
                Locale.ROOT,
                "%s (%.5f, %.5f)",
                candidate >= champion ? "promotes" : "refuses",
                squaredError(candidate),
                squaredError(champion));
    }

    /** Of values in [0, 1], from a signal-to-noise ratio in dB. */
    private static double squaredError(double ratio) {
        return Math.pow(DECIBELS, -ratio / DECIBELS);
    }

    private static String number(@Nullable Double value) {
        return value == null ? "none" : String.format(Locale.ROOT, "%.3g", value);
    }
}
