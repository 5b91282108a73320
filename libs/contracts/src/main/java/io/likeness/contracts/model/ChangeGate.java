package io.likeness.contracts.model;

import io.likeness.contracts.Require;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code PUT /v1/models/{name}/gate} of model-registry: other rules for a model from now on.
 *
 * @param rules all of them, at most one a metric; none at all lets every version pass that could be measured
 * @param revision that is to be replaced; absent: whichever it is
 * @param by who decides
 * @param reason one sentence, at most {@link ChangeServing#LONGEST_REASON} characters
 */
public record ChangeGate(
        List<GateRule> rules,
        @Nullable Long revision,
        @Nullable String by,
        String reason) {
    public ChangeGate {
        rules = GateRules.requireOneAMetric(rules);
        if (revision != null) {
            Require.between("revision", revision, 0, Long.MAX_VALUE);
        }
        if (by != null) {
            Require.between("by (characters)", Require.text("by", by).length(), 1, ChangeServing.LONGEST_BY);
        }
        Require.between(
                "reason (characters)", Require.text("reason", reason).length(), 1, ChangeServing.LONGEST_REASON);
    }
}
