package io.likeness.client;

import io.likeness.contracts.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What the commands read of a dataset.
 *
 * @param progress of its import, in entries of the archive
 */
public record Dataset(
        String id,
        String name,
        String status,
        @Nullable String layout,
        @Nullable Integer queuePosition,
        @Nullable Progress progress,
        @Nullable Counts counts,
        @Nullable Failure failure,
        String createdAt)
        implements Job {

    /**
     * How far an import is.
     *
     * @param waitingFor why it does not go on for now
     */
    public record Progress(
            long read,
            long entries,
            long accepted,
            long skipped,
            @Nullable String waitingFor) {}

    /** Images by split. */
    public record Counts(long train, long validation, long test) {}
}
