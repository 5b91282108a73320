package io.likeness.benchmarks.defects;

import io.likeness.contracts.evaluation.VersionsEvaluated;
import io.likeness.contracts.model.RuleFinding;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a version's way to its users ended.
 *
 * @param share of requests that it was to answer last, in thousandths
 * @param pairs of pictures that generators had compared by then
 * @param reason that the gate or the rollout gives
 * @param findings of the gate
 * @param evaluated what was measured for the gate; absent where that failed
 * @param took from its registration
 */
record Ending(
        End end,
        int share,
        long pairs,
        String reason,
        List<RuleFinding> findings,
        @Nullable VersionsEvaluated evaluated,
        Duration took) {
    /** The first step. */
    private static final int SMALL = 50;

    Ending {
        findings = List.copyOf(findings);
    }

    /** Where it ended. */
    enum End {
        REFUSED_AT_THE_GATE,
        NOT_LOADED_BY_A_GENERATOR,
        ROLLED_BACK,
        EXPIRED,
        SUPERSEDED,
        LIVE
    }

    /** Before more than the first step's requests were to be answered by it. */
    boolean stoppedEarly() {
        return end != End.LIVE && share <= SMALL;
    }

    List<RuleFinding> broken() {
        return findings.stream().filter(finding -> !finding.passed()).toList();
    }
}
