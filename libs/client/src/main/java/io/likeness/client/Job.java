package io.likeness.client;

import io.likeness.contracts.Failure;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Long work that the gateway was given: it ends as what was wanted, or with a failure, is canceled or expires. */
public sealed interface Job permits Dataset, Training, Generation {
    /** How a job ends as it was wanted. */
    Set<String> GOOD_ENDS = Set.of("sealed", "succeeded");

    /** How else it ends. */
    Set<String> BAD_ENDS = Set.of("rejected", "failed", "canceled", "expired");

    String id();

    /** As the API has it: {@code queued}, {@code running} (a dataset is {@code importing}), or an end. */
    String status();

    /** Why it did not end as it was wanted. */
    @Nullable
    Failure failure();

    /** Among those that wait, 1 for the next. */
    @Nullable
    Integer queuePosition();

    /** When the gateway was given it, as ISO 8601. */
    String createdAt();

    default boolean ended() {
        return succeeded() || BAD_ENDS.contains(status());
    }

    default boolean succeeded() {
        return GOOD_ENDS.contains(status());
    }
}
