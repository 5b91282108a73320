package io.likeness.gateway.webhook;

import io.likeness.gateway.ledger.Documents;
import io.likeness.gateway.ledger.Position;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Rows of deliveries and their attempts. Stateless. */
final class DeliveryTable {
    private static final String FREE =
            "delivery.status = 'pending' AND delivery.due_at <= now() AND (delivery.lent_until IS NULL OR delivery.lent_until <= now())";

    private static final String LENT = " RETURNING id, event_id, type, body, lent_until, attempts, tries, once";

    private DeliveryTable() {}

    /** Writes what a webhook is told; what it was told before changes nothing. */
    static void insert(Handle transaction, String webhookId, String eventId, EventType type, byte[] body) {
        transaction
                .createUpdate("INSERT INTO webhook_delivery (id, webhook_id, event_id, type, body)"
                        + " VALUES (:id, :webhook, :event, :type, :body) ON CONFLICT (webhook_id, event_id) DO NOTHING")
                .bind("id", UUID.randomUUID().toString())
                .bind("webhook", webhookId)
                .bind("event", eventId)
                .bind("type", type.word())
                .bind("body", body)
                .execute();
    }

    /** Writes what is tried once, and lends it. */
    static Loan insertLent(
            Handle transaction, WebhookRow webhook, String eventId, EventType type, byte[] body, Duration lease) {
        return lent(
                        transaction
                                .createQuery("INSERT INTO webhook_delivery"
                                        + " (id, webhook_id, event_id, type, body, once, lent_until) VALUES (:id, :webhook,"
                                        + " :event, :type, :body, true, now() + make_interval(secs => :lease))" + LENT)
                                .bind("id", UUID.randomUUID().toString())
                                .bind("event", eventId)
                                .bind("type", type.word())
                                .bind("body", body),
                        webhook,
                        lease)
                .getFirst();
    }

    /** Webhooks that may be called, and for which something is due that nobody has. */
    static List<String> waiting(Handle handle) {
        return handle.createQuery(
                        "SELECT id FROM webhook WHERE enabled AND EXISTS (SELECT 1 FROM webhook_delivery delivery"
                                + " WHERE delivery.webhook_id = webhook.id AND " + FREE + ") ORDER BY id")
                .mapTo(String.class)
                .list();
    }

    /** How long until something more is due, empty where nothing is waited for; by the index, however many wait. The ends of loans are looked for now and then. */
    static Optional<Duration> untilNext(Handle handle) {
        return handle.createQuery(
                        "SELECT CAST(extract(epoch FROM min(next.due_at) - now()) * 1000 AS bigint) FROM webhook,"
                                + " LATERAL (SELECT due_at FROM webhook_delivery WHERE webhook_id = webhook.id"
                                + " AND status = 'pending' AND due_at > now() ORDER BY due_at LIMIT 1) next WHERE enabled")
                .mapTo(Long.class)
                .findOne()
                .map(Duration::ofMillis);
    }

    /** Takes some of what is due, so that no other gateway does until the loans end. */
    static List<Loan> lend(Handle transaction, WebhookRow webhook, int most, Duration lease) {
        return lent(
                transaction
                        .createQuery("UPDATE webhook_delivery SET lent_until = now() + make_interval(secs => :lease)"
                                + " WHERE id IN (SELECT id FROM webhook_delivery delivery WHERE webhook_id = :webhook AND "
                                + FREE + " ORDER BY due_at LIMIT :most FOR UPDATE SKIP LOCKED)" + LENT)
                        .bind("most", most),
                webhook,
                lease);
    }

    private static List<Loan> lent(Query statement, WebhookRow webhook, Duration lease) {
        return statement
                .bind("webhook", webhook.id())
                .bind("lease", lease.toMillis() / 1000.0)
                .map((row, context) -> new Loan(
                        row.getString("id"),
                        webhook,
                        row.getString("event_id"),
                        EventType.parse("type", row.getString("type")),
                        row.getBytes("body"),
                        Documents.requireTime(row, "lent_until"),
                        row.getInt("attempts") + 1,
                        row.getInt("tries") + 1,
                        row.getBoolean("once")))
                .list();
    }

    /**
     * Ends a loan with what the attempt came to.
     *
     * @param again how long until the next attempt, absent where there is none
     * @return false where the loan had ended before
     */
    static boolean end(
            Handle transaction, Loan loan, Attempt attempt, DeliveryStatus status, @Nullable Duration again) {
        boolean ours = transaction
                        .createUpdate(
                                "UPDATE webhook_delivery SET status = :status, attempts = :number, tries = :tries,"
                                        + " lent_until = NULL, due_at = now() + make_interval(secs => :again),"
                                        + " ended_at = CASE WHEN :status = 'pending' THEN NULL ELSE now() END"
                                        + " WHERE id = :id AND lent_until = :loan")
                        .bind("status", status.word())
                        .bind("number", loan.number())
                        .bind("tries", loan.tries())
                        .bind("again", again == null ? 0 : again.toNanos() / 1e9)
                        .bind("id", loan.deliveryId())
                        .bind("loan", loan.until())
                        .execute()
                == 1;
        if (ours) {
            AttemptTable.add(transaction, loan, attempt);
        }
        return ours;
    }

    /** Gives a loan back as if it had never been. */
    static void giveBack(Handle handle, Loan loan) {
        handle.createUpdate("UPDATE webhook_delivery SET lent_until = NULL WHERE id = :id AND lent_until = :loan")
                .bind("id", loan.deliveryId())
                .bind("loan", loan.until())
                .execute();
    }

    /** Begins all attempts anew; false while one is being made. */
    static boolean again(Handle transaction, String webhookId, String id) {
        return transaction
                        .createUpdate(
                                "UPDATE webhook_delivery SET status = 'pending', once = false, tries = 0, due_at = now(),"
                                        + " lent_until = NULL, ended_at = NULL WHERE webhook_id = :webhook AND id = :id"
                                        + " AND (lent_until IS NULL OR lent_until <= now())")
                        .bind("webhook", webhookId)
                        .bind("id", id)
                        .execute()
                == 1;
    }

    static List<Delivery> newest(
            Handle handle, String webhookId, @Nullable DeliveryStatus status, @Nullable Position after, int limit) {
        Query query = handle.createQuery("SELECT * FROM webhook_delivery WHERE webhook_id = :webhook"
                + " AND (CAST(:status AS text) IS NULL OR status = :status)"
                + Position.condition(after, "created_at", false)
                + " ORDER BY created_at DESC, id DESC LIMIT :limit");
        return withAttempts(
                handle,
                Position.bind(query, after)
                        .bind("webhook", webhookId)
                        .bind("status", status == null ? null : status.word())
                        .bind("limit", limit)
                        .map((row, context) -> read(row))
                        .list());
    }

    static Optional<Delivery> find(Handle handle, String webhookId, String id) {
        return withAttempts(
                        handle,
                        handle.createQuery("SELECT * FROM webhook_delivery WHERE webhook_id = :webhook AND id = :id")
                                .bind("webhook", webhookId)
                                .bind("id", id)
                                .map((row, context) -> read(row))
                                .list())
                .stream()
                .findFirst();
    }

    static long countWaiting(Handle handle) {
        return handle.createQuery("SELECT count(*) FROM webhook_delivery JOIN webhook ON webhook.id = webhook_id"
                        + " WHERE enabled AND status = 'pending'")
                .mapTo(Long.class)
                .one();
    }

    static int forget(Handle transaction, Duration keep, int most) {
        return transaction
                .createUpdate(
                        "DELETE FROM webhook_delivery WHERE id IN (SELECT id FROM webhook_delivery"
                                + " WHERE created_at < now() - make_interval(secs => :keep) LIMIT :most FOR UPDATE SKIP LOCKED)")
                .bind("keep", keep.toMillis() / 1000.0)
                .bind("most", most)
                .execute();
    }

    private static List<Delivery> withAttempts(Handle handle, List<Delivery> deliveries) {
        if (deliveries.isEmpty()) {
            return deliveries;
        }
        Map<String, List<Attempt>> attempts =
                AttemptTable.of(handle, deliveries.stream().map(Delivery::id).toList());
        return deliveries.stream()
                .map(delivery -> delivery.with(attempts.getOrDefault(delivery.id(), List.of())))
                .toList();
    }

    private static Delivery read(ResultSet row) throws SQLException {
        DeliveryStatus status = DeliveryStatus.parse("status", row.getString("status"));
        return new Delivery(
                row.getString("id"),
                row.getString("webhook_id"),
                row.getString("event_id"),
                row.getString("type"),
                status,
                Documents.requireTime(row, "created_at"),
                status == DeliveryStatus.PENDING ? Documents.requireTime(row, "due_at") : null,
                Documents.findTime(row, "ended_at"),
                List.of(),
                Delivery.Links.of(row.getString("webhook_id"), row.getString("id")));
    }
}
