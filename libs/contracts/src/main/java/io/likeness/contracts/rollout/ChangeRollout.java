package io.likeness.contracts.rollout;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.likeness.contracts.Require;
import io.likeness.contracts.model.ChangeServing;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code PUT /v1/rollouts/{id}} of model-registry: what somebody wants of a rollout that is open.
 *
 * @param revision of the rollout that was looked at; absent: whichever it is
 * @param by who decides
 * @param reason one sentence, at most {@link ChangeServing#LONGEST_REASON} characters
 */
public record ChangeRollout(
        Wish wish, @Nullable Long revision, @Nullable String by, String reason) {

    /** What is wanted. */
    public enum Wish {
        /** Hold it where it is, without a deadline. */
        @JsonProperty("pause")
        PAUSE,
        /** Let it go on; its deadline is set anew. */
        @JsonProperty("resume")
        RESUME,
        /** Have the candidate serve now, whatever is known. */
        @JsonProperty("promote")
        PROMOTE,
        /** End it; the champion serves on. */
        @JsonProperty("rollback")
        ROLLBACK
    }

    public ChangeRollout {
        Require.present("wish", wish);
        if (revision != null) {
            Require.between("revision", revision, 1, Long.MAX_VALUE);
        }
        if (by != null) {
            Require.between("by (characters)", Require.text("by", by).length(), 1, ChangeServing.LONGEST_BY);
        }
        Require.between(
                "reason (characters)", Require.text("reason", reason).length(), 1, ChangeServing.LONGEST_REASON);
    }
}
