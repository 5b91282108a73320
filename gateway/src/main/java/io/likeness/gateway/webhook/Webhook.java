package io.likeness.gateway.webhook;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who is called when something has happened.
 *
 * @param eventTypes that it is told of, absent for all
 * @param secret shown when it is made, masked afterwards
 * @param formerSecretUntil until when the secret before is signed with, too
 */
@Schema(name = "Webhook", description = "Who is called when something has happened")
record Webhook(
        String id,
        @Schema(examples = "https://example.com/likeness") String url,

        @Schema(description = "What it is told of; absent: all, also what is added later") @Nullable
        List<EventType> eventTypes,

        @Nullable String description,
        boolean enabled,

        @Schema(description = "Why it is called no more; absent while it is enabled") @Nullable
        String disabledReason,

        @Schema(description = "Since when every attempt has failed; absent once one has succeeded") @Nullable
        Instant failingSince,

        @Schema(
                description = "Shown in the answer that made it, masked in every other",
                examples = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        String secret,

        @Schema(description = "Until when the secret before is signed with, too") @Nullable
        Instant formerSecretUntil,

        Instant createdAt,
        Instant changedAt,
        Links links) {

    static Webhook masked(WebhookRow row) {
        return of(row, Secret.MASKED);
    }

    /** With its secret in plain text, for the one answer that shows it. */
    static Webhook shown(WebhookRow row) {
        return of(row, row.secret().text());
    }

    private static Webhook of(WebhookRow row, String secret) {
        return new Webhook(
                row.id(),
                row.url(),
                row.eventTypes(),
                row.description(),
                row.enabled(),
                row.disabledReason(),
                row.failingSince(),
                secret,
                row.formerUntil(),
                row.createdAt(),
                row.changedAt(),
                Links.of(row.id()));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Webhook[id=" + id + ", url=" + url + ", enabled=" + enabled + "]";
    }

    /** Where to look next. */
    @Schema(name = "WebhookLinks")
    record Links(
            String self,
            String deliveries,
            @Schema(description = "To be posted to") String test,
            @Schema(description = "To be posted to") String rotate) {
        static Links of(String id) {
            String self = "/v1/webhooks/" + id;
            return new Links(self, self + "/deliveries", self + "/test", self + "/secret/rotate");
        }
    }
}
