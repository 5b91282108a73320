package io.likeness.gateway.upload;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.gateway.access.Principal;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.ledger.Documents;
import io.likeness.gateway.ledger.Position;
import io.likeness.gateway.upload.Uploads.Waiting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Rows of uploads. Stateless. */
final class UploadTable {

    private UploadTable() {}

    static void insert(Handle handle, Principal sender, Upload upload, String correlationId) {
        insert(handle, sender, upload, correlationId, null, null);
    }

    /**
     * With what a client that resumes is told of it afterwards.
     *
     * @param metadata as the client gave it
     * @param pieces of which it was put together, as the client named them
     */
    static void insert(
            Handle handle,
            Principal sender,
            Upload upload,
            String correlationId,
            @Nullable String metadata,
            @Nullable String pieces) {
        handle.createUpdate("INSERT INTO upload (id, file_name, bytes, sha256, created_at, dataset_name,"
                        + " correlation_id, metadata, pieces, tenant, key_id) VALUES (:id, :name, :bytes, :sha256, :at, :dataset,"
                        + " :correlation, :metadata, :pieces, :tenant, :key)")
                .bind("tenant", sender.tenant().name())
                .bind("key", sender.keyId())
                .bind("metadata", metadata)
                .bind("pieces", pieces)
                .bind("id", upload.id())
                .bind("name", upload.fileName())
                .bind("bytes", upload.bytes())
                .bind("sha256", upload.sha256())
                .bind("at", upload.createdAt())
                .bind("dataset", upload.datasetName())
                .bind("correlation", correlationId)
                .execute();
    }

    /** The oldest of each dataset's uploads whose images are still to be added, where nothing of that name is being imported. */
    static List<Waiting> nextToAdd(Handle handle) {
        return handle.createQuery(
                        "SELECT DISTINCT ON (tenant, dataset_name) id, dataset_name, correlation_id, tenant, key_id FROM upload"
                                + " WHERE dataset_name IS NOT NULL AND dataset_id IS NULL AND failure IS NULL AND gone_at IS NULL"
                                + " AND NOT EXISTS (SELECT 1 FROM ledger WHERE ledger.tenant = upload.tenant AND kind = 'dataset' AND gone IS NULL"
                                + " AND command ->> 'name' = dataset_name AND state IN ('queued', 'running'))"
                                + " ORDER BY tenant, dataset_name, created_at, id")
                .map((row, context) -> new Waiting(
                        row.getString("id"),
                        row.getString("dataset_name"),
                        row.getString("correlation_id"),
                        new Principal(new Tenant(row.getString("tenant")), row.getString("key_id"), Set.of())))
                .list();
    }

    static void added(Handle handle, String id, String datasetId) {
        handle.createUpdate("UPDATE upload SET dataset_id = :dataset WHERE id = :id")
                .bind("id", id)
                .bind("dataset", datasetId)
                .execute();
    }

    static void notAdded(Handle handle, String id, Failure failure) {
        handle.createUpdate("UPDATE upload SET failure = CAST(:failure AS jsonb) WHERE id = :id")
                .bind("id", id)
                .bind("failure", Documents.text(failure))
                .execute();
    }

    /** Whether a tenant wants a file nowhere; until the transaction ends, nobody says so of it. */
    static boolean erased(Handle transaction, Tenant tenant, String sha256) {
        holdDigest(transaction, sha256);
        return transaction
                .createQuery("SELECT EXISTS (SELECT 1 FROM erasure WHERE sha256 = :sha256 AND tenant = :tenant)")
                .bind("tenant", tenant.name())
                .bind("sha256", sha256)
                .mapTo(Boolean.class)
                .one();
    }

    /** Keeps files with a digest from being taken in until the transaction ends. */
    static void holdDigest(Handle transaction, String sha256) {
        transaction
                .createQuery("SELECT pg_advisory_xact_lock(hashtextextended(:sha256, 0)) IS NULL")
                .bind("sha256", sha256)
                .mapTo(Boolean.class)
                .one();
    }

    /** Buries all of a tenant's uploads that are a file, whichever job needs them; tells which. */
    static List<String> buryAll(Handle transaction, Tenant tenant, String sha256) {
        return transaction
                .createQuery(
                        "UPDATE upload SET gone_at = now(), sweep_at = now() WHERE id IN (SELECT id FROM upload"
                                + " WHERE sha256 = :sha256 AND tenant = :tenant AND gone_at IS NULL ORDER BY id FOR UPDATE) RETURNING id")
                .bind("tenant", tenant.name())
                .bind("sha256", sha256)
                .mapTo(String.class)
                .list();
    }

    /** What the next erasure has made of an archive, if one has; false if none did. Each leaves something out, so there is a last. */
    static boolean rewrite(Handle transaction, String id) {
        return transaction
                        .createUpdate("UPDATE upload SET bytes = CAST(told -> 'after' ->> 'bytes' AS bigint),"
                                + " sha256 = told -> 'after' ->> 'sha256' FROM erasure,"
                                + " jsonb_array_elements(erasure.erased -> 'uploads') AS told WHERE upload.id = :id"
                                + " AND told -> 'before' ->> 'key' = upload.id"
                                + " AND told -> 'before' ->> 'sha256' = upload.sha256")
                        .bind("id", id)
                        .execute()
                == 1;
    }

    /**
     * One that has come whole.
     *
     * @throws LikenessException {@code NOT_FOUND}, {@code GONE} if it was deleted, or {@code STATE_CONFLICT} while it is on its way,
     *     naming the field that carried the id
     */
    static Upload require(Handle handle, Tenant tenant, String field, String id) {
        return find(handle, tenant, field, id).orElseGet(() -> {
            LikenessException refusal = unfinished(handle, tenant, field, id);
            // It may have become whole between the two looks.
            return find(handle, tenant, field, id).orElseThrow(() -> refusal);
        });
    }

    private static Optional<Upload> find(Handle handle, Tenant tenant, String field, String id) {
        return handle.createQuery("SELECT * FROM upload WHERE id = :id AND tenant = :tenant")
                .bind("tenant", tenant.name())
                .bind("id", id)
                .map((row, context) -> present(row, field))
                .findOne();
    }

    private static LikenessException unfinished(Handle handle, Tenant tenant, String field, String id) {
        return ArrivalTable.find(handle, tenant, field, id)
                .map(arrival -> new LikenessException(
                        ErrorCode.STATE_CONFLICT,
                        "%s: expected an upload that has come whole, found '%s', %s"
                                .formatted(field, id, arrival.missing())))
                .orElseGet(() -> unknown(field, id));
    }

    /** Whether it has come whole or not; throws as {@link #require} does. */
    static Upload look(Handle handle, Tenant tenant, String field, String id) {
        return ArrivalTable.find(handle, tenant, field, id)
                .map(Arrival::upload)
                .orElseGet(() -> require(handle, tenant, field, id));
    }

    /** Of one that has come whole; throws as {@link #require} does. */
    static Standing requireStanding(Handle handle, Tenant tenant, String id) {
        Upload upload = require(handle, tenant, "id", id);
        return handle.createQuery("SELECT bytes, metadata, pieces FROM upload WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> new Standing(
                        id,
                        row.getLong("bytes"),
                        row.getLong("bytes"),
                        true,
                        null,
                        false,
                        row.getString("pieces"),
                        row.getString("metadata"),
                        upload))
                .one();
    }

    /** The newest of those that have come whole, without those that are gone. */
    static List<Upload> newest(Handle handle, Tenant tenant, @Nullable Position after, int limit) {
        Query query = handle.createQuery("SELECT * FROM upload WHERE tenant = :tenant AND gone_at IS NULL"
                + Position.condition(after, "created_at", false) + " ORDER BY created_at DESC, id DESC LIMIT :limit");
        return Position.bind(query, after)
                .bind("tenant", tenant.name())
                .bind("limit", limit)
                .map((row, context) -> present(row, "id"))
                .list();
    }

    /**
     * Keeps an upload from being deleted until the transaction ends.
     *
     * @throws LikenessException as {@link #require} does
     */
    static void hold(Handle transaction, Tenant tenant, String field, String id) {
        transaction
                .createQuery("SELECT id FROM upload WHERE id = :id AND tenant = :tenant FOR SHARE")
                .bind("tenant", tenant.name())
                .bind("id", id)
                .mapTo(String.class)
                .list();
        require(transaction, tenant, field, id);
    }

    /** Open jobs whose command names the upload; ids are unique wherever they stand. */
    static List<String> findUsers(Handle transaction, String id) {
        return transaction
                .createQuery("SELECT kind || ' ' || id FROM ledger WHERE state IN ('queued', 'running')"
                        + " AND CAST(command AS text) LIKE '%\"' || :id || '\"%' ORDER BY created_at LIMIT 3")
                .bind("id", id)
                .mapTo(String.class)
                .list();
    }

    /**
     * Whether it was deleted before; holds the row until the transaction ends.
     *
     * @throws LikenessException {@code NOT_FOUND}
     */
    static boolean requireGone(Handle transaction, Tenant tenant, String id) {
        return transaction
                .createQuery("SELECT gone_at IS NOT NULL FROM upload WHERE id = :id AND tenant = :tenant FOR UPDATE")
                .bind("tenant", tenant.name())
                .bind("id", id)
                .mapTo(Boolean.class)
                .findOne()
                .orElseThrow(() -> unfinished(transaction, tenant, "id", id));
    }

    /** Leaves a tombstone. */
    static void bury(Handle transaction, String id) {
        transaction
                .createUpdate("UPDATE upload SET gone_at = now(), sweep_at = now() WHERE id = :id")
                .bind("id", id)
                .execute();
    }

    /** Whose objects are to be deleted, lent for a while so that two gateways do not take the same. */
    static List<String> borrowGone(Handle transaction, int batch) {
        return transaction
                .createQuery(
                        "UPDATE upload SET sweep_at = now() + interval '5 minutes' WHERE id IN (SELECT id FROM upload"
                                + " WHERE sweep_at <= now() ORDER BY sweep_at LIMIT :batch FOR UPDATE SKIP LOCKED) RETURNING id")
                .bind("batch", batch)
                .mapTo(String.class)
                .list();
    }

    static void swept(Handle handle, String id) {
        handle.createUpdate("UPDATE upload SET sweep_at = NULL WHERE id = :id")
                .bind("id", id)
                .execute();
    }

    /** Those of the ids that have a row. */
    static Set<String> known(Handle handle, Collection<String> ids) {
        return new HashSet<>(handle.createQuery("SELECT id FROM upload WHERE id = ANY(:ids)")
                .bindArray("ids", String.class, ids)
                .mapTo(String.class)
                .list());
    }

    /** Forgets tombstones; tells how many there were. */
    static int purge(Handle transaction, double keepSeconds, int batch) {
        return transaction
                .createUpdate("DELETE FROM upload WHERE id IN (SELECT id FROM upload WHERE sweep_at IS NULL"
                        + " AND gone_at < now() - make_interval(secs => :keep) LIMIT :batch FOR UPDATE SKIP LOCKED)")
                .bind("keep", keepSeconds)
                .bind("batch", batch)
                .execute();
    }

    private static LikenessException unknown(String field, String id) {
        return new LikenessException(ErrorCode.NOT_FOUND, field + ": expected the id of an upload, found '" + id + "'");
    }

    static long bytesOfKey(Handle handle, String keyId) {
        return handle.createQuery("SELECT coalesce(sum(bytes), 0) FROM upload WHERE key_id = :key AND gone_at IS NULL")
                .bind("key", keyId)
                .mapTo(Long.class)
                .one();
    }

    private static Upload present(ResultSet row, String field) throws SQLException {
        String id = row.getString("id");
        if (row.getTimestamp("gone_at") != null) {
            throw new LikenessException(
                    ErrorCode.GONE,
                    field + ": expected an upload that is still kept, found '" + id + "', which was deleted");
        }
        String failure = row.getString("failure");
        return new Upload(
                id,
                row.getString("file_name"),
                row.getLong("bytes"),
                row.getString("sha256"),
                row.getTimestamp("created_at").toInstant(),
                UploadStatus.STORED,
                null,
                null,
                row.getString("dataset_name"),
                row.getString("dataset_id"),
                failure == null ? null : Documents.read(failure, Failure.class));
    }
}
