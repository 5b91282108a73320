package io.likeness.gateway.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Digests;
import io.likeness.contracts.model.RolloutChanged;
import org.jspecify.annotations.Nullable;

/**
 * The version that is to do a generation's work.
 *
 * @param version absent where nobody knows here what serves
 * @param chosen whether the gateway chose it
 * @param rollout that it was chosen for, absent where it is the champion's, or was asked for
 * @param shadow another version that draws a copy, absent where none does
 */
public record Placement(
        @Nullable Integer version,
        boolean chosen,
        @Nullable String rollout,
        @Nullable Integer shadow) {
    private static final int DIGITS = 12;

    Placement(@Nullable Integer version, boolean chosen, @Nullable String rollout) {
        this(version, chosen, rollout, null);
    }

    Placement withShadow(int drawing) {
        return new Placement(version, chosen, rollout, drawing);
    }

    /** Whether a job is among the thousandths of requests that a taker has, a rollout's candidate or a shadow: always the same for the same two ids. */
    static boolean among(String jobId, String takerId, int share) {
        String digest = Digests.sha256((jobId + "\n" + takerId).getBytes(UTF_8));
        return Long.parseLong(digest.substring(0, DIGITS), 16) % RolloutChanged.WHOLE < share;
    }
}
