package io.likeness.gateway.model;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.ChangeServing;
import io.likeness.contracts.model.ServingCause;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A request to take back the version that serves.
 *
 * @param version to go back to; absent: the one that served before
 * @param reason one sentence for whoever reads the history
 * @param revision of the plan that the request is made of; absent: whatever it is
 * @param by who asks, in their own words
 */
@Schema(description = "Why the version that serves is taken back")
record Rollback(
        @Schema(
                description =
                        "One that served before; without it, the plan's `fallback`: the last that was not taken back",
                minimum = "1",
                examples = "2")
        @Nullable
        Integer version,

        @Schema(
                required = true,
                examples = "hair turns to lattices",
                minLength = 1,
                maxLength = ChangeServing.LONGEST_REASON)
        @Nullable
        String reason,

        @Schema(description = "Of the plan that this was decided by: 409 where it is another by now", examples = "4")
        @Nullable
        Long revision,

        @Schema(examples = "ada", maxLength = ChangeServing.LONGEST_BY) @Nullable
        String by) {

    ChangeServing change(String changeId, String correlationId) {
        return new ChangeServing(
                changeId,
                ServingCause.ROLLBACK,
                version,
                revision,
                false,
                ChangeServing.person(by),
                Require.text("reason", reason),
                correlationId);
    }
}
