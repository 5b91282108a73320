package io.likeness.gateway.model;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.ChangeGate;
import io.likeness.contracts.model.ChangeServing;
import io.likeness.contracts.model.GateRule;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A request for other rules.
 *
 * @param reason one sentence for whoever reads them
 * @param revision of the rules that are to be replaced; absent: whichever it is
 * @param by who asks, in their own words
 */
@Schema(description = "What versions of a model must keep to serve, and why")
record GateDeclaration(
        @Schema(
                required = true,
                description =
                        "All of them, at most one a metric; a metric without a rule is measured and decides nothing",
                examples = "[{\"metric\": \"sampleFrechetDistance\", \"worseByShare\": 0.05}]")
        @Nullable
        List<GateRule> rules,

        @Schema(
                required = true,
                examples = "colours matter more here",
                minLength = 1,
                maxLength = ChangeServing.LONGEST_REASON)
        @Nullable
        String reason,

        @Schema(description = "Of the rules that this is to replace: 409 where others count by now", examples = "0")
        @Nullable
        Long revision,

        @Schema(examples = "ada", maxLength = ChangeServing.LONGEST_BY) @Nullable
        String by) {

    ChangeGate change() {
        return new ChangeGate(
                Require.present("rules", rules), revision, ChangeServing.person(by), Require.text("reason", reason));
    }
}
