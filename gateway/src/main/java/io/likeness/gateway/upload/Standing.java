package io.likeness.gateway.upload;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far an upload is, as a client that resumes asks.
 *
 * @param length of the whole in bytes, absent while nobody has said
 * @param whole whether all has come
 * @param expiresAt when it is given up; absent of one that is stored for good
 * @param upload that it has become, absent while it is on its way, and of a piece
 */
record Standing(
        String id,
        long offset,
        @Nullable Long length,
        boolean whole,
        @Nullable Instant expiresAt,
        boolean piece,
        @Nullable String pieces,
        @Nullable String metadata,
        @Nullable Upload upload) {}
