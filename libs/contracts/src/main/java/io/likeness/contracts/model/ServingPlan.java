package io.likeness.contracts.model;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which version of a model serves, apart from the versions, which do not change. A change names the revision that it was made of, so that of
 * two at once one is refused.
 *
 * @param revision 0 before anything has served
 * @param stable the version that serves, absent if none does
 * @param fallback the version that a rollback goes back to now, absent if there is none
 * @param changes how it came to that, the newest first
 */
public record ServingPlan(
        String modelName,
        long revision,
        @Nullable Integer stable,
        @Nullable Integer fallback,
        List<ServingChange> changes) {
    public ServingPlan {
        Require.name("modelName", modelName);
        Require.between("revision", revision, 0, Long.MAX_VALUE);
        changes = List.copyOf(Require.present("changes", changes));
    }

    /** The plan that changes, the newest first, have come to. */
    public static ServingPlan of(String modelName, @Nullable Integer fallback, List<ServingChange> changes) {
        Optional<ServingChange> newest = changes.stream().findFirst();
        return new ServingPlan(
                modelName,
                newest.map(ServingChange::revision).orElse(0L),
                newest.map(ServingChange::version).orElse(null),
                fallback,
                changes);
    }

    /** The plan as it was at a time; nobody goes back from there. */
    public ServingPlan asOf(Instant time) {
        return of(
                modelName,
                null,
                changes.stream().filter(change -> !change.at().isAfter(time)).toList());
    }

    /**
     * Whether a change was made before.
     *
     * @throws LikenessException {@code IDEMPOTENCY_KEY_REUSED} if another one was, by the same id
     */
    public boolean made(ChangeServing request) {
        Optional<ServingChange> made = changes.stream()
                .filter(change -> change.changeId().equals(request.changeId()))
                .findFirst();
        if (made.filter(change -> !change.isOf(request)).isPresent()) {
            throw new LikenessException(
                    ErrorCode.IDEMPOTENCY_KEY_REUSED,
                    "Idempotency-Key: expected the change it was first sent with, found another");
        }
        return made.isPresent();
    }
}
