package io.likeness.gateway.webhook;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook is told, and what became of it.
 *
 * @param eventId the header {@code webhook-id}, the same in every attempt
 * @param dueAt when the next attempt is made, absent once it has ended
 * @param attempts the newest first, at most 50
 */
@Schema(name = "WebhookDelivery", description = "What a webhook is told, and what became of it")
record Delivery(
        String id,
        String webhookId,

        @Schema(
                description = "The header webhook-id: the same in every attempt, so that what comes twice is seen",
                examples = "msg_0f0b1c1e-93a5-3c70-8a68-0f52bd2f8f53")
        String eventId,

        @Schema(examples = "generation.succeeded") String type,

        DeliveryStatus status,
        Instant createdAt,

        @Schema(description = "When the next attempt is made; absent once it has ended") @Nullable
        Instant dueAt,

        @Nullable Instant endedAt,

        @Schema(description = "The newest first, at most 50")
        List<Attempt> attempts,

        Links links) {

    Delivery with(List<Attempt> made) {
        return new Delivery(id, webhookId, eventId, type, status, createdAt, dueAt, endedAt, made, links);
    }

    /** Where to look next. */
    @Schema(name = "WebhookDeliveryLinks")
    record Links(@Schema(description = "To be posted to") String redeliver) {
        static Links of(String webhookId, String id) {
            return new Links("/v1/webhooks/%s/deliveries/%s/redeliver".formatted(webhookId, id));
        }
    }
}
