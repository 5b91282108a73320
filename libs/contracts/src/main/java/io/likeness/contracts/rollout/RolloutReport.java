package io.likeness.contracts.rollout;

import io.likeness.contracts.Failure;
import io.likeness.contracts.Require;
import io.likeness.contracts.model.RolloutChanged;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that one generator knows of a rollout since it heard of it; a later report replaces an earlier one.
 *
 * @param share that it has heard of
 * @param warm whether the candidate is loaded, checked and has decoded
 * @param failure why the candidate cannot be loaded, where that is said for good
 * @param drawn how many pictures of the candidate it drew by itself, and requests of users, each counting once
 * @param failed how many of these failed
 * @param evidence by the names of {@link RolloutMetric}, what was measured of pairs of pictures of the same seeds
 */
public record RolloutReport(
        String rolloutId,
        int share,
        boolean warm,
        @Nullable Failure failure,
        long drawn,
        long failed,
        Map<String, Moments> evidence) {
    public RolloutReport {
        Require.text("rolloutId", rolloutId);
        Require.between("share", share, 0, RolloutChanged.WHOLE);
        Require.between("drawn", drawn, 0, Long.MAX_VALUE);
        Require.between("failed", failed, 0, drawn);
        Require.present("evidence", evidence)
                .forEach((metric, moments) -> Require.present("evidence." + metric, moments));
        evidence = Collections.unmodifiableMap(new TreeMap<>(evidence));
    }
}
