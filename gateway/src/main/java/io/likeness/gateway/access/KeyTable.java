package io.likeness.gateway.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The tables {@code api_key} and {@code page_session}. Stateless. */
final class KeyTable {
    private static final String COLUMNS = "k.id, k.secret_digest, k.name, k.tenant, k.scopes, k.requests_per_second,"
            + " k.open_jobs, k.stored_bytes, k.cpu_hours_per_month, k.created_at, k.expires_at, k.last_used_at,"
            + " k.revoked_at";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM api_key k ";
    private static final String VALID = " AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())";

    private KeyTable() {}

    /** One that is neither revoked nor expired. */
    static Optional<KeyRow> findValid(Handle handle, String id) {
        return handle.createQuery(SELECT + "WHERE k.id = :id" + VALID)
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** That of a session which has not ended, if it is valid itself. */
    static Optional<KeyRow> findOfSession(Handle handle, byte[] tokenDigest) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM page_session s JOIN api_key k ON k.id = s.key_id"
                        + " WHERE s.token_digest = :token AND s.expires_at > now()" + VALID)
                .bind("token", tokenDigest)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** @param tenant absent for whichever */
    static Optional<KeyRow> find(Handle handle, String id, @Nullable Tenant tenant) {
        return one(handle, id, tenant, "");
    }

    static Optional<KeyRow> findLocked(Handle transaction, String id, @Nullable Tenant tenant) {
        return one(transaction, id, tenant, " FOR UPDATE");
    }

    private static Optional<KeyRow> one(Handle handle, String id, @Nullable Tenant tenant, String lock) {
        return handle.createQuery(SELECT + "WHERE k.id = :id AND (:tenant::text IS NULL OR k.tenant = :tenant)" + lock)
                .bind("id", id)
                .bind("tenant", tenant == null ? null : tenant.name())
                .map((row, context) -> read(row))
                .findOne();
    }

    static List<KeyRow> newest(Handle handle, Tenant tenant, int limit) {
        return handle.createQuery(SELECT + "WHERE k.tenant = :tenant ORDER BY k.created_at DESC, k.id LIMIT :limit")
                .bind("tenant", tenant.name())
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list();
    }

    /** How many of a tenant's are neither revoked nor expired. Nobody else counts or makes keys until the transaction ends. */
    static int countAlone(Handle transaction, Tenant tenant) {
        transaction.execute("SELECT pg_advisory_xact_lock(hashtext('api_key'))");
        return transaction
                .createQuery("SELECT count(*) FROM api_key k WHERE k.tenant = :tenant" + VALID)
                .bind("tenant", tenant.name())
                .mapTo(Integer.class)
                .one();
    }

    static void insert(
            Handle transaction,
            KeyText text,
            String name,
            Tenant tenant,
            Set<Scope> scopes,
            Limits limits,
            @Nullable Instant expiresAt) {
        transaction
                .createUpdate("INSERT INTO api_key (id, secret_digest, name, tenant, scopes, requests_per_second,"
                        + " open_jobs, stored_bytes, cpu_hours_per_month, expires_at) VALUES (:id, :digest, :name,"
                        + " :tenant, :scopes::text[], :requestsPerSecond, :openJobs, :storedBytes, :cpuHoursPerMonth,"
                        + " :expiresAt)")
                .bind("id", text.id())
                .bind("digest", text.digest())
                .bind("name", name)
                .bind("tenant", tenant.name())
                .bind("scopes", literal(scopes))
                .bindMethods(limits)
                .bind("expiresAt", expiresAt)
                .execute();
    }

    /** The key of the configuration: there once it is, with the secret that is there now, and in place of any other such. */
    static void putFirst(Handle transaction, KeyText text) {
        transaction
                .createUpdate("INSERT INTO api_key (id, secret_digest, name, tenant, scopes, first)"
                        + " VALUES (:id, :digest, 'operator', :tenant, :scopes::text[], true)"
                        + " ON CONFLICT (id) DO UPDATE SET secret_digest = EXCLUDED.secret_digest, first = true")
                .bind("id", text.id())
                .bind("digest", text.digest())
                .bind("tenant", Tenant.MAIN.name())
                .bind("scopes", literal(Set.of(Scope.ADMIN)))
                .execute();
        transaction
                .createUpdate("UPDATE api_key SET revoked_at = now() WHERE first AND id <> :id AND revoked_at IS NULL")
                .bind("id", text.id())
                .execute();
    }

    static void change(
            Handle transaction, String id, @Nullable String name, Limits limits, @Nullable Instant expiresAt) {
        transaction
                .createUpdate("UPDATE api_key SET name = coalesce(:name, name),"
                        + " requests_per_second = :requestsPerSecond, open_jobs = :openJobs,"
                        + " stored_bytes = :storedBytes, cpu_hours_per_month = :cpuHoursPerMonth,"
                        + " expires_at = :expiresAt WHERE id = :id")
                .bind("id", id)
                .bind("name", name)
                .bindMethods(limits)
                .bind("expiresAt", expiresAt)
                .execute();
    }

    static void revoke(Handle transaction, String id) {
        transaction
                .createUpdate("UPDATE api_key SET revoked_at = now() WHERE id = :id AND revoked_at IS NULL")
                .bind("id", id)
                .execute();
        transaction
                .createUpdate("DELETE FROM page_session WHERE key_id = :id")
                .bind("id", id)
                .execute();
    }

    static void used(Handle handle, String id, Duration atMostEvery) {
        handle.createUpdate("UPDATE api_key SET last_used_at = now() WHERE id = :id"
                        + " AND (last_used_at IS NULL OR last_used_at <= now() - make_interval(secs => :pause))")
                .bind("id", id)
                .bind("pause", atMostEvery.toSeconds())
                .execute();
    }

    /** Of keys that have been worth nothing for so long. */
    static void forget(Handle transaction, Duration kept) {
        transaction
                .createUpdate("DELETE FROM api_key WHERE NOT first"
                        + " AND least(revoked_at, expires_at) < now() - make_interval(secs => :kept)")
                .bind("kept", kept.toSeconds())
                .execute();
    }

    static void openSession(Handle transaction, byte[] tokenDigest, String keyId, Duration length) {
        transaction.execute("DELETE FROM page_session WHERE expires_at < now()");
        transaction
                .createUpdate("INSERT INTO page_session (token_digest, key_id, expires_at)"
                        + " VALUES (:token, :key, now() + make_interval(secs => :length))")
                .bind("token", tokenDigest)
                .bind("key", keyId)
                .bind("length", length.toSeconds())
                .execute();
    }

    static void endSession(Handle handle, byte[] tokenDigest) {
        handle.createUpdate("DELETE FROM page_session WHERE token_digest = :token")
                .bind("token", tokenDigest)
                .execute();
    }

    /** The words have no character that an array's text would need to quote. */
    private static String literal(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::word).collect(Collectors.joining(",", "{", "}"));
    }

    private static KeyRow read(ResultSet row) throws SQLException {
        return new KeyRow(
                row.getString("id"),
                row.getBytes("secret_digest"),
                row.getString("name"),
                new Tenant(row.getString("tenant")),
                scopes((String[]) row.getArray("scopes").getArray()),
                new Limits(
                        row.getObject("requests_per_second", Double.class),
                        row.getObject("open_jobs", Integer.class),
                        row.getObject("stored_bytes", Long.class),
                        row.getObject("cpu_hours_per_month", Double.class)),
                row.getTimestamp("created_at").toInstant(),
                time(row, "expires_at"),
                time(row, "last_used_at"),
                time(row, "revoked_at"));
    }

    /** What a newer release may have added is no scope here. */
    private static Set<Scope> scopes(String[] words) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        Arrays.stream(words).map(Scope::of).forEach(scope -> scope.ifPresent(scopes::add));
        return scopes;
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
