package io.likeness.contracts.rollout;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.RolloutState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a version comes to serve, as model-registry answers it.
 *
 * @param revision 1 and then one more with each change
 * @param champion that serves all other requests
 * @param share of a model's requests that the candidate is to answer, in thousandths
 * @param reason one sentence for a person: why it is where it is
 * @param by who brought it there, absent where evidence did
 * @param deadline by which it ends, with {@link RolloutState#EXPIRED} if there is too little evidence
 * @param changes each of them, the newest, which it is at now, first
 * @param findings of each metric, from all generators together
 * @param generators that have reported
 */
public record Rollout(
        String id,
        String modelName,
        long revision,
        ModelVersion candidate,
        int champion,
        RolloutState state,
        int share,
        String reason,
        @Nullable String by,
        Instant startedAt,
        Instant deadline,
        @Nullable Instant endedAt,
        List<Change> changes,
        List<Finding> findings,
        List<Participant> generators) {
    public Rollout {
        Require.text("id", id);
        Require.name("modelName", modelName);
        Require.present("candidate", candidate);
        Require.present("state", state);
        changes = changes == null ? List.of() : List.copyOf(changes);
        findings = List.copyOf(Require.present("findings", findings));
        generators = List.copyOf(Require.present("generators", generators));
    }

    /**
     * How it came to one of its revisions; told as in the rollout itself.
     *
     * @param share in thousandths of requests, 0 to 1,000
     */
    public record Change(
            long revision,
            RolloutState state,
            int share,
            String reason,
            @Nullable String by,
            Instant at) {}

    /**
     * A generator that has reported.
     *
     * @param warm whether the candidate is loaded there and has decoded
     * @param drawn pictures of the candidate that it drew by itself, and requests of users
     * @param failed how many of these failed
     */
    public record Participant(String id, boolean warm, long drawn, long failed, Instant reportedAt) {}
}
