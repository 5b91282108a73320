package io.likeness.registry.rollout;

import io.likeness.contracts.model.RolloutState;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rollout as it is written down.
 *
 * @param by who brought it where it is, absent where evidence did
 * @param pairs that were known when its step began
 * @param expected means over pairs of pictures that the gate has measured, by metric
 */
record RolloutRow(
        String id,
        String modelName,
        long revision,
        int candidate,
        int champion,
        RolloutState state,
        int share,
        String reason,
        @Nullable String by,
        long pairs,
        Map<String, Double> expected,
        String correlationId,
        Instant startedAt,
        Instant deadline,
        @Nullable Instant endedAt) {

    /** After one more change. */
    RolloutRow after(Move move, @Nullable String decidedBy, Instant now) {
        return new RolloutRow(
                id,
                modelName,
                revision + 1,
                candidate,
                champion,
                move.state(),
                move.share(),
                move.reason(),
                decidedBy,
                move.pairs() == null ? pairs : move.pairs(),
                expected,
                correlationId,
                startedAt,
                move.deadline() == null ? deadline : move.deadline(),
                move.state().ended() ? now : null);
    }

    /**
     * Where a rollout goes.
     *
     * @param pairs that are known now that a step begins, absent where none does
     * @param deadline from now on, absent where it stays
     */
    record Move(
            RolloutState state,
            int share,
            String reason,
            @Nullable Long pairs,
            @Nullable Instant deadline) {
        Move(RolloutState state, int share, String reason) {
            this(state, share, reason, null, null);
        }
    }
}
