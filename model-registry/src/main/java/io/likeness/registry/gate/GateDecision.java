package io.likeness.registry.gate;

import io.likeness.contracts.evaluation.VersionsEvaluated;
import io.likeness.contracts.model.RuleFinding;
import java.util.List;
import java.util.stream.Collectors;

/** What the gate found; every kind carries the numbers that decided. Immutable. */
public sealed interface GateDecision {

    /** One sentence for a person. */
    String reason();

    /** Whether the version may serve. */
    default boolean passed() {
        return switch (this) {
            case FirstVersion first -> true;
            case Compared compared -> compared.findings().stream().allMatch(RuleFinding::passed);
            case Unmeasured unmeasured -> false;
            case Overtaken overtaken -> false;
        };
    }

    /** Nothing serves under this name. */
    record FirstVersion(String modelName) implements GateDecision {
        @Override
        public String reason() {
            return "no version of " + modelName + " serves";
        }
    }

    /**
     * Both were measured.
     *
     * @param champion that served
     * @param rules revision of the rules
     * @param findings one a rule
     */
    record Compared(int champion, long rules, VersionsEvaluated evaluated, List<RuleFinding> findings)
            implements GateDecision {
        public Compared {
            findings = List.copyOf(findings);
        }

        @Override
        public String reason() {
            String broken = findings.stream()
                    .filter(finding -> !finding.passed())
                    .map(RuleFinding::reason)
                    .collect(Collectors.joining("; "));
            String against = "compared with champion %d on %d real faces".formatted(champion, evaluated.faces());
            return broken.isEmpty() ? "keeps every rule, " + against : broken + "; " + against;
        }
    }

    /** It could not be measured, and what is missing is not good enough. */
    record Unmeasured(int champion, String cause) implements GateDecision {
        @Override
        public String reason() {
            return "not comparable with champion %d: %s".formatted(champion, cause);
        }
    }

    /** A newer one came to serve, or passed the gate, while it was measured. */
    record Overtaken(int champion) implements GateDecision {
        @Override
        public String reason() {
            return "version %d, which is newer, was quicker".formatted(champion);
        }
    }
}
