package io.likeness.gateway.model;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.ChangeServing;
import io.likeness.contracts.rollout.ChangeRollout;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says who changes a rollout.
 *
 * @param reason one sentence for whoever reads it
 * @param revision of the rollout that the request is made of; absent: whichever it is
 * @param by who asks, in their own words
 */
@Schema(description = "Why a rollout is changed")
record RolloutRequest(
        @Schema(
                required = true,
                examples = "the hair looks odd",
                minLength = 1,
                maxLength = ChangeServing.LONGEST_REASON)
        @Nullable
        String reason,

        @Schema(description = "Of the rollout that this was decided by: 409 where it is another by now", examples = "2")
        @Nullable
        Long revision,

        @Schema(examples = "ada", maxLength = ChangeServing.LONGEST_BY) @Nullable
        String by) {

    ChangeRollout change(ChangeRollout.Wish wish) {
        return new ChangeRollout(wish, revision, ChangeServing.person(by), Require.text("reason", reason));
    }
}
