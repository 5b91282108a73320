package io.likeness.registry.rollout;

import io.likeness.contracts.model.RolloutChanged;
import io.likeness.contracts.model.RolloutState;
import io.likeness.contracts.rollout.Finding;
import io.likeness.contracts.rollout.RolloutReport;
import io.likeness.contracts.rollout.Verdict;
import io.likeness.registry.rollout.RolloutRow.Move;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a rollout goes next, by nothing but what is known. Stateless. */
final class Course {
    /** Shares of requests, in thousandths. */
    private static final List<Integer> STEPS = List.of(50, 250, 500, RolloutChanged.WHOLE);

    /** That become known while a step lasts, at least. */
    private static final long PAIRS_A_STEP = 32;

    private Course() {}

    /** Empty where it stays. */
    static Optional<Move> next(RolloutRow rollout, Observed observed) {
        if (rollout.state().ended()) {
            return Optional.empty();
        }
        return ended(rollout, observed)
                .or(() -> rollout.state() == RolloutState.PAUSED
                        ? Optional.empty()
                        : expired(rollout, observed).or(() -> onwards(rollout, observed)));
    }

    /** For a reason that holds wherever it stands. */
    private static Optional<Move> ended(RolloutRow rollout, Observed observed) {
        if (!observed.candidateThere()) {
            return end(RolloutState.SUPERSEDED, "version %d was deleted".formatted(rollout.candidate()));
        }
        Integer stable = observed.stable();
        if (stable == null) {
            return Optional.of(new Move(
                    RolloutState.LIVE, RolloutChanged.WHOLE, "passed the gate, and nothing else serves any more"));
        }
        if (stable != rollout.champion()) {
            return end(RolloutState.SUPERSEDED, "version %d serves by now".formatted(stable));
        }
        return unloadable(observed).or(() -> bad(observed));
    }

    private static Optional<Move> unloadable(Observed observed) {
        return observed.reports().entrySet().stream()
                .filter(report -> report.getValue().failure() != null)
                .findFirst()
                .flatMap(report -> end(
                        RolloutState.ROLLED_BACK,
                        "generator %s cannot load it: %s"
                                .formatted(report.getKey(), report.getValue().failure())));
    }

    private static Optional<Move> bad(Observed observed) {
        return observed.findings().stream()
                .filter(finding -> finding.verdict() == Verdict.BAD)
                .findFirst()
                .flatMap(finding -> end(RolloutState.ROLLED_BACK, described(finding)));
    }

    private static Optional<Move> expired(RolloutRow rollout, Observed observed) {
        if (!observed.late()) {
            return Optional.empty();
        }
        String missing = rollout.state() == RolloutState.WARMING
                ? observed.live().isEmpty() ? "no generator was there" : "not every generator had loaded it"
                : "there was too little evidence at %d thousandths of requests".formatted(rollout.share());
        return end(RolloutState.EXPIRED, missing + " by the deadline");
    }

    private static Optional<Move> onwards(RolloutRow rollout, Observed observed) {
        if (!heardByAll(rollout, observed)) {
            return Optional.empty();
        }
        long pairs = Evidence.pairs(observed.reports().values());
        if (rollout.state() == RolloutState.WARMING) {
            return step(STEPS.getFirst(), "every generator has loaded it", pairs);
        }
        boolean good = observed.findings().stream().allMatch(finding -> finding.verdict() == Verdict.GOOD);
        if (!good || pairs - rollout.pairs() < PAIRS_A_STEP) {
            return Optional.empty();
        }
        String reason = "as good as the gate has found it, on %d pairs of pictures".formatted(pairs);
        int next = STEPS.indexOf(rollout.share()) + 1;
        return next < STEPS.size()
                ? step(STEPS.get(next), reason, pairs)
                : Optional.of(new Move(RolloutState.LIVE, RolloutChanged.WHOLE, reason));
    }

    private static Optional<Move> step(int share, String reason, long pairs) {
        return Optional.of(new Move(RolloutState.WAITING_FOR_EVIDENCE, share, reason, pairs, null));
    }

    /** Every generator that is there has the candidate loaded, and has heard of the step: what says nothing is not taken for good. */
    private static boolean heardByAll(RolloutRow rollout, Observed observed) {
        Map<String, RolloutReport> reports = observed.reports();
        return !observed.live().isEmpty()
                && observed.live().stream().allMatch(generator -> {
                    RolloutReport report = reports.get(generator);
                    return report != null && report.warm() && report.share() == rollout.share();
                });
    }

    private static Optional<Move> end(RolloutState state, String reason) {
        return Optional.of(new Move(state, 0, reason));
    }

    private static String described(Finding finding) {
        return "%s lies between %.4f and %.4f, and may lie between %.4f and %.4f (%d pictures)"
                .formatted(
                        finding.metric().wireName(),
                        finding.low(),
                        finding.high(),
                        finding.least(),
                        finding.most(),
                        finding.count());
    }
}
