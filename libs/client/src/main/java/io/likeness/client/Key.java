package io.likeness.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key to the API.
 *
 * @param key the whole of it, told once, to whoever has it made
 */
public record Key(
        String id,
        String name,
        String tenant,
        List<String> scopes,
        String createdAt,
        @Nullable String expiresAt,
        @Nullable String lastUsedAt,
        @Nullable String revokedAt,
        @Nullable String key) {

    /** What is wanted. */
    public record Wanted(
            String name,
            @Nullable String tenant,
            List<String> scopes,
            @Nullable String expiresAt,
            @Nullable Limits limits) {}

    /** What may be done with it at most; what is absent has no limit. */
    public record Limits(
            @Nullable Double requestsPerSecond,
            @Nullable Integer openJobs,
            @Nullable Long storedBytes,
            @Nullable Double cpuHoursPerMonth) {}
}
