package io.likeness.gateway.access;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A key, as its tenant's admins see it. */
@Schema(name = "Key", description = "A key, as its tenant's admins see it")
record Key(
        @Schema(examples = "3f9k2m7q1x0a") String id,
        @Schema(examples = "the shop") String name,

        @Schema(description = "Whose things it sees", implementation = String.class, examples = "main")
        Tenant tenant,

        List<Scope> scopes,
        Limits limits,
        Instant createdAt,
        @Schema(description = "Absent: never") @Nullable Instant expiresAt,

        @Schema(description = "To a minute; absent: not yet") @Nullable
        Instant lastUsedAt,

        @Schema(description = "Absent while it is valid") @Nullable
        Instant revokedAt,

        @Schema(description = "Absent of a key that is revoked or has expired, and in the answer to a change") @Nullable
        Used used,

        @Schema(
                description = "The key itself, shown in the answer that made it and never again",
                examples = "lk_3f9k2m7q1x0a_9mTz0Yw3uPZbqF4xKc1sVhR8eLJd2oAn7iGt6UyB5Qk")
        @Nullable
        String key) {

    static Key of(KeyRow row) {
        return of(row, null);
    }

    /** With the key itself, for the one answer that shows it. */
    static Key shown(KeyRow row, KeyText text) {
        return of(row, text.text());
    }

    private static Key of(KeyRow row, @Nullable String text) {
        return new Key(
                row.id(),
                row.name(),
                row.tenant(),
                row.scopes().stream().sorted().toList(),
                row.limits(),
                row.createdAt(),
                row.expiresAt(),
                row.lastUsedAt(),
                row.revokedAt(),
                null,
                text);
    }

    boolean usable() {
        return revokedAt == null && (expiresAt == null || expiresAt.isAfter(Instant.now()));
    }

    Key with(Used counted) {
        return new Key(id, name, tenant, scopes, limits, createdAt, expiresAt, lastUsedAt, revokedAt, counted, key);
    }

    @Override
    public String toString() {
        return "Key[id=" + id + ", name=" + name + ", tenant=" + tenant + ", scopes=" + scopes + "]";
    }
}
