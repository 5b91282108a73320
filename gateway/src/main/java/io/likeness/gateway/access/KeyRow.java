package io.likeness.gateway.access;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A key as it is stored. */
record KeyRow(
        String id,
        byte[] secretDigest,
        String name,
        Tenant tenant,
        Set<Scope> scopes,
        Limits limits,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {

    /** In a time that tells nothing of where they differ. */
    boolean has(byte[] digest) {
        return MessageDigest.isEqual(secretDigest, digest);
    }

    Principal principal() {
        return new Principal(tenant, id, scopes, limits);
    }
}
