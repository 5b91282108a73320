package io.likeness.gateway.webhook;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.ledger.Position;
import io.likeness.gateway.request.Slice;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Keeps webhooks, and shows what became of their deliveries. Safe for threads. */
@Singleton
public class Webhooks {
    private static final int MOST = 20;

    private final Jdbi jdbi;
    private final HttpAttempts attempts;
    private final Deliveries deliveries;
    private final WebhookConfiguration configuration;

    public Webhooks(Jdbi jdbi, HttpAttempts attempts, Deliveries deliveries, WebhookConfiguration configuration) {
        this.jdbi = jdbi;
        this.attempts = attempts;
        this.deliveries = deliveries;
        this.configuration = configuration;
    }

    /**
     * Makes a webhook; the answer alone shows its secret.
     *
     * @throws LikenessException {@code INVALID_REQUEST}, or {@code STATE_CONFLICT} where there are as many as may be
     */
    Webhook add(Tenant tenant, WebhookRequest request) {
        Target target = attempts.target("url", Require.text("url", request.url()));
        Secret secret = request.newSecret();
        String id = UUID.randomUUID().toString();
        return jdbi.inTransaction(transaction -> {
            int count = WebhookTable.countAlone(transaction, tenant);
            if (count >= MOST) {
                throw new LikenessException(
                        ErrorCode.STATE_CONFLICT,
                        "webhooks: expected at most %d, found %d already".formatted(MOST, count));
            }
            WebhookTable.insert(transaction, tenant, id, target, request.eventTypes(), request.description(), secret);
            return Webhook.shown(require(transaction, tenant, id));
        });
    }

    List<Webhook> oldestFirst(Tenant tenant) {
        return jdbi.withHandle(handle -> WebhookTable.oldestFirst(handle, tenant)).stream()
                .map(Webhook::masked)
                .toList();
    }

    /** @throws LikenessException {@code NOT_FOUND} */
    Webhook require(Tenant tenant, String id) {
        return Webhook.masked(jdbi.withHandle(handle -> require(handle, tenant, id)));
    }

    /** @throws LikenessException {@code NOT_FOUND}, or {@code INVALID_REQUEST} */
    Webhook change(Tenant tenant, String id, WebhookChange change) {
        String url = change.url();
        Target target = url == null ? null : attempts.target("url", url);
        return changed(tenant, id, (transaction, before) -> {
            WebhookTable.change(
                    transaction,
                    id,
                    target == null ? before.url() : target.text(),
                    change.typesAfter(before.eventTypes()),
                    change.descriptionAfter(before.description()));
            Boolean enabled = change.enabled();
            if (enabled != null && !enabled) {
                WebhookTable.disable(transaction, id, "somebody has disabled it");
            } else if (target != null && before.enabled() || enabled != null && !before.enabled()) {
                WebhookTable.enable(transaction, id);
                Deliveries.announce(transaction);
            }
        });
    }

    /** With its deliveries, also those that wait. Deleting again changes nothing. */
    void delete(Tenant tenant, String id) {
        jdbi.useTransaction(transaction -> WebhookTable.findLocked(transaction, tenant, id)
                .ifPresent(webhook -> WebhookTable.delete(transaction, webhook.id())));
    }

    /** Replaces the secret; the answer alone shows the new one. */
    Webhook rotate(Tenant tenant, String id, RotationRequest request) {
        Secret secret = request.newSecret();
        return jdbi.inTransaction(transaction -> {
            requireLocked(transaction, tenant, id);
            WebhookTable.rotate(transaction, id, secret, request.overlap(configuration.overlap()));
            return Webhook.shown(require(transaction, tenant, id));
        });
    }

    /** Sends a test now, once, also to a webhook that is disabled. Holds the calling thread. */
    Delivery test(Tenant tenant, String id) {
        jdbi.useHandle(handle -> require(handle, tenant, id));
        String eventId = WebhookEvents.eventId(UUID.randomUUID().toString());
        byte[] body = Json.encode(WebhookEvents.test(id, Instant.now()));
        String deliveryId = deliveries.once(
                id,
                transaction -> DeliveryTable.insertLent(
                        transaction,
                        requireLocked(transaction, tenant, id),
                        eventId,
                        EventType.TEST,
                        body,
                        deliveries.lease()));
        return requireDelivery(id, deliveryId);
    }

    /** @throws LikenessException {@code NOT_FOUND} */
    Slice<Delivery> deliveries(
            Tenant tenant, String id, @Nullable DeliveryStatus status, @Nullable Position after, int limit) {
        List<Delivery> newest = jdbi.withHandle(handle -> {
            require(handle, tenant, id);
            return DeliveryTable.newest(handle, id, status, after, limit + 1);
        });
        return Slice.of(newest, limit, delivery -> new Position(delivery.createdAt(), delivery.id()).encoded());
    }

    /**
     * Has a delivery tried again from now on, whatever became of it.
     *
     * @throws LikenessException {@code NOT_FOUND}, or {@code STATE_CONFLICT} while an attempt is being made or the webhook is disabled
     */
    Delivery redeliver(Tenant tenant, String id, String deliveryId) {
        return jdbi.inTransaction(transaction -> {
            WebhookRow webhook = requireLocked(transaction, tenant, id);
            Delivery found = findDelivery(transaction, id, deliveryId);
            if (!webhook.enabled()) {
                throw conflict("webhook " + id, "one that is enabled", "a disabled one");
            }
            if (!DeliveryTable.again(transaction, id, found.id())) {
                throw conflict("delivery " + deliveryId, "one that waits or has ended", "one that is being tried");
            }
            Deliveries.announce(transaction);
            return findDelivery(transaction, id, deliveryId);
        });
    }

    private Webhook changed(Tenant tenant, String id, BiConsumer<Handle, WebhookRow> change) {
        return jdbi.inTransaction(transaction -> {
            change.accept(transaction, requireLocked(transaction, tenant, id));
            return Webhook.masked(require(transaction, tenant, id));
        });
    }

    private Delivery requireDelivery(String id, String deliveryId) {
        return jdbi.withHandle(handle -> findDelivery(handle, id, deliveryId));
    }

    private static Delivery findDelivery(Handle handle, String id, String deliveryId) {
        return DeliveryTable.find(handle, id, deliveryId)
                .orElseThrow(() -> new LikenessException(
                        ErrorCode.NOT_FOUND,
                        "deliveryId: expected the id of a delivery to webhook %s, found '%s'"
                                .formatted(id, deliveryId)));
    }

    private static WebhookRow require(Handle handle, Tenant tenant, String id) {
        return WebhookTable.find(handle, tenant, id).orElseThrow(() -> unknown(id));
    }

    private static WebhookRow requireLocked(Handle transaction, Tenant tenant, String id) {
        return WebhookTable.findLocked(transaction, tenant, id).orElseThrow(() -> unknown(id));
    }

    private static LikenessException unknown(String id) {
        return new LikenessException(ErrorCode.NOT_FOUND, "id: expected the id of a webhook, found '" + id + "'");
    }

    private static LikenessException conflict(String subject, String expected, String found) {
        return new LikenessException(ErrorCode.STATE_CONFLICT, subject + ": expected " + expected + ", found " + found);
    }
}
