package io.likeness.gateway.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the webhooks.
 *
 * @param eventTypes that it is told of, absent for all
 * @param former the secret before, signed with until {@code formerUntil}
 * @param failingSince since when every attempt has failed
 */
record WebhookRow(
        String id,
        String url,
        @Nullable List<EventType> eventTypes,
        @Nullable String description,
        Secret secret,
        @Nullable Secret former,
        @Nullable Instant formerUntil,
        boolean enabled,
        @Nullable String disabledReason,
        @Nullable Instant failingSince,
        Instant createdAt,
        Instant changedAt) {

    /** The header {@code webhook-signature}: that of the newest secret, and of the one before while that is still good. */
    String sign(String id, long timestamp, byte[] body) {
        String newest = secret.sign(id, timestamp, body);
        return former == null || formerUntil == null || formerUntil.getEpochSecond() <= timestamp
                ? newest
                : newest + " " + former.sign(id, timestamp, body);
    }
}
