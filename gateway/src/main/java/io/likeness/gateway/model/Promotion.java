package io.likeness.gateway.model;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.ChangeServing;
import io.likeness.contracts.model.ServingCause;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A request for a version to serve.
 *
 * @param reason one sentence for whoever reads the history
 * @param revision of the plan that the request is made of; absent: whatever it is
 * @param by who asks, in their own words
 */
@Schema(description = "Which version is to serve, and why")
record Promotion(
        @Schema(required = true, minimum = "1", examples = "3") @Nullable
        Integer version,

        @Schema(
                required = true,
                examples = "sharper, and as diverse",
                minLength = 1,
                maxLength = ChangeServing.LONGEST_REASON)
        @Nullable
        String reason,

        @Schema(description = "Of the plan that this was decided by: 409 where it is another by now", examples = "4")
        @Nullable
        Long revision,

        @Schema(description = "Whether a version that the quality gate refused may serve", defaultValue = "false")
        @Nullable
        Boolean overrule,

        @Schema(examples = "ada", maxLength = ChangeServing.LONGEST_BY) @Nullable
        String by) {

    ChangeServing change(String changeId, String correlationId) {
        return new ChangeServing(
                changeId,
                ServingCause.PROMOTION,
                Require.present("version", version),
                revision,
                Boolean.TRUE.equals(overrule),
                ChangeServing.person(by),
                Require.text("reason", reason),
                correlationId);
    }
}
