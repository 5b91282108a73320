package io.likeness.contracts.model;

import io.likeness.contracts.Require;

/**
 * A rollout began, went a step on, or ended.
 *
 * @param revision of the rollout, 1 and then one more with each change
 * @param champion that serves all other requests
 * @param share of a model's requests that the candidate is to answer, 0 to 1,000 thousandths
 * @param reason one sentence for a person
 */
public record RolloutChanged(
        String modelName,
        String rolloutId,
        long revision,
        ModelVersion candidate,
        int champion,
        int share,
        RolloutState state,
        String reason)
        implements ModelEvent {
    /** That a share of 1 is. */
    public static final int WHOLE = 1_000;

    public RolloutChanged {
        Require.name("modelName", modelName);
        Require.text("rolloutId", rolloutId);
        Require.between("revision", revision, 1, Long.MAX_VALUE);
        Require.present("candidate", candidate);
        Require.between("champion", champion, 1, Integer.MAX_VALUE);
        Require.between("share", share, 0, WHOLE);
        Require.present("state", state);
        Require.text("reason", reason);
    }
}
