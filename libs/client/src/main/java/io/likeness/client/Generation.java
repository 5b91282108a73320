package io.likeness.client;

import io.likeness.contracts.Failure;
import org.jspecify.annotations.Nullable;

/** What the commands read of a generation. */
public record Generation(
        String id,
        String status,
        String operation,
        long seed,
        int count,
        String model,
        @Nullable Integer version,
        @Nullable Integer queuePosition,
        @Nullable Double seconds,
        @Nullable Failure failure,
        String createdAt)
        implements Job {}
