package io.likeness.gateway.webhook;

import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.ledger.Documents;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Rows of webhooks. Stateless. */
final class WebhookTable {
    private static final String SELECT =
            "SELECT id, url, event_types, description, secret, former_secret, former_until, enabled,"
                    + " disabled_reason, failing_since, created_at, changed_at FROM webhook ";

    private static final String HELD = " FOR NO KEY UPDATE";

    private WebhookTable() {}

    /** Lets one transaction after another add rows, so that a tenant's can be counted. */
    static int countAlone(Handle transaction, Tenant tenant) {
        transaction
                .createQuery("SELECT pg_advisory_xact_lock(hashtext('likeness.webhook'))")
                .mapToMap()
                .list();
        return transaction
                .createQuery("SELECT count(*) FROM webhook WHERE tenant = :tenant")
                .bind("tenant", tenant.name())
                .mapTo(Integer.class)
                .one();
    }

    static void insert(
            Handle transaction,
            Tenant tenant,
            String id,
            Target target,
            @Nullable List<EventType> types,
            @Nullable String description,
            Secret secret) {
        transaction
                .createUpdate("INSERT INTO webhook (id, url, event_types, description, secret, tenant)"
                        + " VALUES (:id, :url, CAST(:types AS text[]), :description, :secret, :tenant)")
                .bind("tenant", tenant.name())
                .bind("id", id)
                .bind("url", target.text())
                .bind("types", literal(types))
                .bind("description", description)
                .bind("secret", secret.key())
                .execute();
    }

    static List<WebhookRow> oldestFirst(Handle handle, Tenant tenant) {
        return handle.createQuery(SELECT + "WHERE tenant = :tenant ORDER BY created_at, id")
                .bind("tenant", tenant.name())
                .map((row, context) -> read(row))
                .list();
    }

    /** Whosever it is. */
    static Optional<WebhookRow> find(Handle handle, String id) {
        return one(handle, null, id, "");
    }

    /** As {@link #findLocked(Handle, Tenant, String)}, whosever it is. */
    static Optional<WebhookRow> findLocked(Handle transaction, String id) {
        return one(transaction, null, id, HELD);
    }

    static Optional<WebhookRow> find(Handle handle, Tenant tenant, String id) {
        return one(handle, tenant, id, "");
    }

    /** Keeps the row from being changed or deleted; those who only refer to it are not held up. */
    static Optional<WebhookRow> findLocked(Handle transaction, Tenant tenant, String id) {
        return one(transaction, tenant, id, HELD);
    }

    /** A tenant's that are told of something, which are not deleted until the transaction ends. */
    static List<String> toldOf(Handle transaction, Tenant tenant, EventType type) {
        return transaction
                .createQuery(
                        "SELECT id FROM webhook WHERE tenant = :tenant AND enabled AND (event_types IS NULL OR :type = ANY(event_types))"
                                + " ORDER BY id FOR KEY SHARE")
                .bind("tenant", tenant.name())
                .bind("type", type.word())
                .mapTo(String.class)
                .list();
    }

    /** As {@link #toldOf}, without those that were made more than a minute, for clocks differ, after it happened. */
    static List<String> toldOfSince(Handle transaction, Tenant tenant, EventType type, Instant at) {
        return transaction
                .createQuery(
                        "SELECT id FROM webhook WHERE tenant = :tenant AND enabled AND (event_types IS NULL OR :type = ANY(event_types))"
                                + " AND created_at < CAST(:at AS timestamptz) + interval '1 minute' ORDER BY id FOR KEY SHARE")
                .bind("tenant", tenant.name())
                .bind("type", type.word())
                .bind("at", at)
                .mapTo(String.class)
                .list();
    }

    static void change(
            Handle transaction, String id, String url, @Nullable List<EventType> types, @Nullable String description) {
        transaction
                .createUpdate("UPDATE webhook SET url = :url, event_types = CAST(:types AS text[]),"
                        + " description = :description, changed_at = now() WHERE id = :id")
                .bind("id", id)
                .bind("url", url)
                .bind("types", literal(types))
                .bind("description", description)
                .execute();
    }

    /** Whatever failed before counts no more. */
    static void enable(Handle transaction, String id) {
        transaction
                .createUpdate("UPDATE webhook SET enabled = true, disabled_reason = NULL, failing_since = NULL,"
                        + " changed_at = now() WHERE id = :id")
                .bind("id", id)
                .execute();
    }

    static void disable(Handle transaction, String id, String reason) {
        transaction
                .createUpdate("UPDATE webhook SET enabled = false, disabled_reason = :reason, changed_at = now()"
                        + " WHERE id = :id AND enabled")
                .bind("id", id)
                .bind("reason", reason)
                .execute();
    }

    static void succeeded(Handle transaction, String id) {
        transaction
                .createUpdate("UPDATE webhook SET failing_since = NULL WHERE id = :id AND failing_since IS NOT NULL")
                .bind("id", id)
                .execute();
    }

    /** Whether it has failed for longer than that by now. */
    static boolean failed(Handle transaction, String id, Duration patience) {
        return transaction
                .createQuery("UPDATE webhook SET failing_since = coalesce(failing_since, now()) WHERE id = :id"
                        + " RETURNING failing_since < now() - make_interval(secs => :patience)")
                .bind("id", id)
                .bind("patience", patience.toMillis() / 1000.0)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false);
    }

    static void rotate(Handle transaction, String id, Secret secret, Duration overlap) {
        transaction
                .createUpdate("UPDATE webhook SET former_secret = secret, secret = :secret,"
                        + " former_until = now() + make_interval(secs => :overlap), changed_at = now() WHERE id = :id")
                .bind("id", id)
                .bind("secret", secret.key())
                .bind("overlap", overlap.toMillis() / 1000.0)
                .execute();
    }

    static void forgetFormerSecrets(Handle handle) {
        handle.execute("UPDATE webhook SET former_secret = NULL, former_until = NULL WHERE former_until < now()");
    }

    static boolean delete(Handle transaction, String id) {
        return transaction
                        .createUpdate("DELETE FROM webhook WHERE id = :id")
                        .bind("id", id)
                        .execute()
                == 1;
    }

    private static Optional<WebhookRow> one(Handle handle, @Nullable Tenant tenant, String id, String lock) {
        String whose = tenant == null ? "" : " AND tenant = :tenant";
        Query query =
                handle.createQuery(SELECT + "WHERE id = :id" + whose + lock).bind("id", id);
        return (tenant == null ? query : query.bind("tenant", tenant.name()))
                .map((row, context) -> read(row))
                .findOne();
    }

    /** The words have no character that an array's text would need to quote. */
    private static @Nullable String literal(@Nullable List<EventType> types) {
        return types == null ? null : types.stream().map(EventType::word).collect(Collectors.joining(",", "{", "}"));
    }

    private static WebhookRow read(ResultSet row) throws SQLException {
        byte[] former = row.getBytes("former_secret");
        return new WebhookRow(
                row.getString("id"),
                row.getString("url"),
                types(row.getArray("event_types")),
                row.getString("description"),
                new Secret(row.getBytes("secret")),
                former == null ? null : new Secret(former),
                Documents.findTime(row, "former_until"),
                row.getBoolean("enabled"),
                row.getString("disabled_reason"),
                Documents.findTime(row, "failing_since"),
                Documents.requireTime(row, "created_at"),
                Documents.requireTime(row, "changed_at"));
    }

    private static @Nullable List<EventType> types(@Nullable Array stored) throws SQLException {
        return stored == null
                ? null
                : Arrays.stream((String[]) stored.getArray())
                        .map(word -> EventType.parse("event_types", word))
                        .toList();
    }
}
