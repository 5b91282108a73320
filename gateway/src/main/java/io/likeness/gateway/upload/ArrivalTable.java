package io.likeness.gateway.upload;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.ledger.Position;
import io.likeness.platform.store.StoredPart;
import io.likeness.platform.store.UnfinishedUpload;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Rows of uploads on their way. Each change of what has come is its writer's alone, by the fence. Stateless. */
final class ArrivalTable {

    private ArrivalTable() {}

    static void insert(Handle handle, Arrival arrival, Duration keep) {
        handle.createUpdate(
                        "INSERT INTO arrival (id, file_name, dataset_name, correlation_id, created_at, expires_at, piece,"
                                + " pieces, metadata, length, digest, tenant, key_id) VALUES (:id, :name, :dataset, :correlation, :at,"
                                + " now() + make_interval(secs => :keep), :piece, :pieces, :metadata, :length, :digest, :tenant, :key)")
                .bind("tenant", arrival.tenant().name())
                .bind("key", arrival.keyId())
                .bind("id", arrival.id())
                .bind("name", arrival.fileName())
                .bind("dataset", arrival.datasetName())
                .bind("correlation", arrival.correlationId())
                .bind("at", arrival.createdAt())
                .bind("keep", seconds(keep))
                .bind("piece", arrival.piece())
                .bind("pieces", arrival.pieces())
                .bind("metadata", arrival.metadata())
                .bind("length", arrival.length())
                .bind("digest", arrival.digest())
                .execute();
    }

    /** Empty where there is none; @throws LikenessException {@code GONE} if it was given up, naming the field that carried the id */
    static Optional<Arrival> find(Handle handle, Tenant tenant, String field, String id) {
        return handle.createQuery("SELECT * FROM arrival WHERE id = :id AND tenant = :tenant")
                .bind("tenant", tenant.name())
                .bind("id", id)
                .map((row, context) -> {
                    if (row.getTimestamp("gone_at") != null) {
                        throw new LikenessException(
                                ErrorCode.GONE,
                                field + ": expected an upload that is still kept, found '" + id
                                        + "', which was deleted or has expired unfinished");
                    }
                    return arrival(row);
                })
                .findOne();
    }

    /** The newest, without pieces of others. */
    static List<Arrival> newest(Handle handle, Tenant tenant, @Nullable Position after, int limit) {
        Query query =
                handle.createQuery("SELECT * FROM arrival WHERE tenant = :tenant AND gone_at IS NULL AND NOT piece"
                        + Position.condition(after, "created_at", false)
                        + " ORDER BY created_at DESC, id DESC LIMIT :limit");
        return Position.bind(query, after)
                .bind("tenant", tenant.name())
                .bind("limit", limit)
                .map((row, context) -> arrival(row))
                .list();
    }

    /** Tells a writer that another one wants to go on; false if nobody writes. */
    static boolean want(Handle handle, Tenant tenant, String id) {
        return handle.createUpdate("UPDATE arrival SET wanted = true"
                                + " WHERE id = :id AND tenant = :tenant AND held AND gone_at IS NULL")
                        .bind("tenant", tenant.name())
                        .bind("id", id)
                        .execute()
                > 0;
    }

    /** Whether a writer is to stop: another wants to go on, has gone on, or it was deleted. */
    static boolean wanted(Handle handle, Arrival arrival) {
        return handle.createQuery(
                        "SELECT NOT EXISTS (SELECT 1 FROM arrival WHERE id = :id AND fence = :fence AND NOT wanted)")
                .bind("id", arrival.id())
                .bind("fence", arrival.fence())
                .mapTo(Boolean.class)
                .one();
    }

    /** Becomes its writer where there is none, or whoever is. */
    static Optional<Arrival> claim(Handle handle, String id, boolean whoeverWrites, Duration keep) {
        return handle.createQuery("UPDATE arrival SET fence = fence + 1, held = true, wanted = false,"
                        + " expires_at = now() + make_interval(secs => :keep) WHERE id = :id AND gone_at IS NULL"
                        + " AND (NOT held OR :whoever) RETURNING *")
                .bind("id", id)
                .bind("keep", seconds(keep))
                .bind("whoever", whoeverWrites)
                .map((row, context) -> arrival(row))
                .findOne();
    }

    static void release(Handle handle, Arrival arrival) {
        handle.createUpdate("UPDATE arrival SET held = false, wanted = false WHERE id = :id AND fence = :fence")
                .bind("id", arrival.id())
                .bind("fence", arrival.fence())
                .execute();
    }

    /** The next number, for a part or a rest; empty if another writes now. */
    static OptionalInt nextNumber(Handle handle, Arrival arrival) {
        return handle.createQuery("UPDATE arrival SET given = given + 1,"
                        + " expires_at = greatest(expires_at, now() + interval '10 minutes')"
                        + " WHERE id = :id AND fence = :fence AND gone_at IS NULL RETURNING given")
                .bind("id", arrival.id())
                .bind("fence", arrival.fence())
                .mapTo(Integer.class)
                .findOne()
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
    }

    /** Takes note of what has come; false if another writes now. */
    static boolean keep(Handle transaction, Arrival arrival, List<StoredPart> parts, Duration keep) {
        int found = transaction
                .createUpdate("UPDATE arrival SET received = :offset, length = :length, complete = :complete,"
                        + " digest = :digest, store_upload = :upload, rest = :rest, rest_bytes = :restBytes, rest_sha256 = :restSha256,"
                        + " expires_at = now() + make_interval(secs => :keep)"
                        + " WHERE id = :id AND fence = :fence AND gone_at IS NULL")
                .bind("id", arrival.id())
                .bind("fence", arrival.fence())
                .bind("offset", arrival.offset())
                .bind("length", arrival.length())
                .bind("complete", arrival.complete())
                .bind("digest", arrival.digest())
                .bind("upload", arrival.storeUpload())
                .bind("rest", arrival.rest())
                .bind("restBytes", arrival.restBytes())
                .bind("restSha256", arrival.restSha256())
                .bind("keep", seconds(keep))
                .execute();
        if (found == 0) {
            return false;
        }
        for (StoredPart part : parts) {
            transaction
                    .createUpdate("INSERT INTO arrival_part (arrival_id, number, tag) VALUES (:id, :number, :tag)")
                    .bind("id", arrival.id())
                    .bind("number", part.number())
                    .bind("tag", part.tag())
                    .execute();
        }
        return true;
    }

    /** What has come of those on their way, or has been announced. */
    static long bytesOfKey(Handle handle, String keyId) {
        return handle.createQuery("SELECT coalesce(sum(greatest(received, length)), 0) FROM arrival"
                        + " WHERE key_id = :key AND gone_at IS NULL")
                .bind("key", keyId)
                .mapTo(Long.class)
                .one();
    }

    static List<StoredPart> parts(Handle handle, String id) {
        return handle.createQuery("SELECT number, tag FROM arrival_part WHERE arrival_id = :id ORDER BY number")
                .bind("id", id)
                .map((row, context) -> new StoredPart(row.getInt("number"), row.getString("tag")))
                .list();
    }

    /** A piece is an object now. */
    static void settle(Handle handle, String id, String sha256) {
        handle.createUpdate("UPDATE arrival SET sha256 = :sha256 WHERE id = :id")
                .bind("id", id)
                .bind("sha256", sha256)
                .execute();
    }

    /** It has become an upload; false if that was known. */
    static boolean delete(Handle transaction, String id) {
        return transaction
                        .createUpdate("DELETE FROM arrival WHERE id = :id AND gone_at IS NULL")
                        .bind("id", id)
                        .execute()
                > 0;
    }

    /** Leaves a tombstone, and nobody writes any more; again, it changes nothing. False if there never was one. */
    static boolean bury(Handle handle, Tenant tenant, String id) {
        return handle.createUpdate("UPDATE arrival SET gone_at = coalesce(gone_at, now()), fence = fence + 1,"
                                + " sweep_at = CASE WHEN gone_at IS NULL THEN now() ELSE sweep_at END"
                                + " WHERE id = :id AND tenant = :tenant")
                        .bind("tenant", tenant.name())
                        .bind("id", id)
                        .execute()
                > 0;
    }

    static int buryExpired(Handle transaction, int batch) {
        return transaction
                .createUpdate("UPDATE arrival SET gone_at = now(), sweep_at = now(), fence = fence + 1 WHERE id IN"
                        + " (SELECT id FROM arrival WHERE expires_at < now() AND gone_at IS NULL ORDER BY expires_at"
                        + " LIMIT :batch FOR UPDATE SKIP LOCKED)")
                .bind("batch", batch)
                .execute();
    }

    /** Those that are complete, of which nobody has made an object for a minute. */
    static List<Arrival> stranded(Handle handle, Duration keep, int batch) {
        return handle.createQuery("SELECT * FROM arrival WHERE complete AND sha256 IS NULL AND gone_at IS NULL"
                        + " AND expires_at < now() + make_interval(secs => :keep) - interval '1 minute' LIMIT :batch")
                .bind("keep", seconds(keep))
                .bind("batch", batch)
                .map((row, context) -> arrival(row))
                .list();
    }

    /** Whose objects are to be deleted, lent for a while so that two gateways do not take the same. */
    static List<Arrival> borrowGone(Handle transaction, int batch) {
        return transaction
                .createQuery("UPDATE arrival SET sweep_at = now() + interval '5 minutes' WHERE id IN (SELECT id FROM"
                        + " arrival WHERE sweep_at <= now() ORDER BY sweep_at LIMIT :batch FOR UPDATE SKIP LOCKED)"
                        + " RETURNING *")
                .bind("batch", batch)
                .map((row, context) -> arrival(row))
                .list();
    }

    static void swept(Handle handle, String id) {
        handle.createUpdate("UPDATE arrival SET sweep_at = NULL WHERE id = :id")
                .bind("id", id)
                .execute();
    }

    /** Forgets tombstones; tells how many there were. */
    static int purge(Handle transaction, Duration keep, int batch) {
        return transaction
                .createUpdate("DELETE FROM arrival WHERE id IN (SELECT id FROM arrival WHERE sweep_at IS NULL"
                        + " AND gone_at < now() - make_interval(secs => :keep) LIMIT :batch FOR UPDATE SKIP LOCKED)")
                .bind("keep", seconds(keep))
                .bind("batch", batch)
                .execute();
    }

    /** Those of the keys under which something of an upload on its way is. */
    static Set<String> known(Handle handle, Collection<String> keys) {
        return new HashSet<>(handle.createQuery("SELECT id FROM arrival WHERE id = ANY(:keys) AND gone_at IS NULL"
                        + " UNION ALL SELECT rest FROM arrival WHERE rest = ANY(:keys) AND gone_at IS NULL")
                .bindArray("keys", String.class, keys)
                .mapTo(String.class)
                .list());
    }

    /** Those of the store's uploads in parts that may still be gone on with. */
    static Set<UnfinishedUpload> underWay(Handle handle, Collection<String> ids) {
        return new HashSet<>(handle.createQuery("SELECT id, store_upload FROM arrival WHERE id = ANY(:ids)"
                        + " AND store_upload IS NOT NULL AND gone_at IS NULL")
                .bindArray("ids", String.class, ids)
                .map((row, context) -> new UnfinishedUpload(row.getString("id"), row.getString("store_upload")))
                .list());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    static Arrival arrival(ResultSet row) throws SQLException {
        return new Arrival(
                row.getString("id"),
                new Tenant(row.getString("tenant")),
                row.getString("key_id"),
                row.getString("file_name"),
                row.getString("dataset_name"),
                row.getString("correlation_id"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                row.getBoolean("piece"),
                row.getString("pieces"),
                row.getString("metadata"),
                length(row),
                row.getLong("received"),
                row.getBoolean("complete"),
                row.getString("digest"),
                row.getString("sha256"),
                row.getString("store_upload"),
                row.getString("rest"),
                row.getInt("rest_bytes"),
                row.getString("rest_sha256"),
                row.getLong("fence"));
    }

    private static @Nullable Long length(ResultSet row) throws SQLException {
        long length = row.getLong("length");
        return row.wasNull() ? null : (Long) length;
    }
}
