package io.likeness.gateway.erasure;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.ImageErased;
import io.likeness.contracts.model.VersionRef;
import io.likeness.contracts.training.TracesErased;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.ledger.Documents;
import io.likeness.gateway.ledger.Position;
import io.likeness.gateway.model.ErasureMarks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Rows of erasures. Stateless. */
final class ErasureTable {
    private static final String SELECT = "SELECT * FROM erasure ";

    private ErasureTable() {}

    static void insert(
            Handle transaction,
            Tenant tenant,
            String id,
            String sha256,
            String correlationId,
            List<Erasure.Replacement> uploads,
            List<String> generations) {
        transaction
                .createUpdate(
                        "INSERT INTO erasure (id, sha256, correlation_id, uploads, generations, tenant) VALUES"
                                + " (:id, :sha256, :correlation, CAST(:uploads AS jsonb), CAST(:generations AS jsonb), :tenant)")
                .bind("tenant", tenant.name())
                .bind("id", id)
                .bind("sha256", sha256)
                .bind("correlation", correlationId)
                .bind("uploads", Documents.text(uploads))
                .bind("generations", Documents.text(generations))
                .execute();
    }

    static Optional<String> findRunning(Handle handle, Tenant tenant, String sha256) {
        return handle.createQuery(
                        "SELECT id FROM erasure WHERE sha256 = :sha256 AND tenant = :tenant AND state = 'running'")
                .bind("tenant", tenant.name())
                .bind("sha256", sha256)
                .mapTo(String.class)
                .findOne();
    }

    static Erasure require(Handle handle, Tenant tenant, String id) {
        return handle.createQuery(SELECT + "WHERE id = :id AND tenant = :tenant")
                .bind("tenant", tenant.name())
                .bind("id", id)
                .map((row, context) -> read(handle, row))
                .findOne()
                .orElseThrow(() -> new LikenessException(
                        ErrorCode.NOT_FOUND, "id: expected the id of an erasure, found '" + id + "'"));
    }

    static List<Erasure> newest(Handle handle, Tenant tenant, @Nullable Position after, int limit) {
        Query query =
                handle.createQuery(SELECT + "WHERE tenant = :tenant" + Position.condition(after, "requested_at", false)
                        + " ORDER BY requested_at DESC, id DESC LIMIT :limit");
        return Position.bind(query, after)
                .bind("tenant", tenant.name())
                .bind("limit", limit)
                .map((row, context) -> read(handle, row))
                .list();
    }

    /** Holds a running erasure until the transaction ends, and tells for whose request it is; empty for one that has ended. */
    static Optional<String> lockRunning(Handle transaction, String id) {
        return lock(transaction, id, "state = 'running'");
    }

    /** As {@link #lockRunning}, unless it was told of before what it is told now. */
    static Optional<String> lockUntold(Handle transaction, String id) {
        return lock(transaction, id, "state = 'running' AND erased IS NULL");
    }

    /** The training that was begun anew of a model; holds the erasure until the transaction ends. */
    static Optional<String> lockRetraining(Handle transaction, String id, String model) {
        lock(transaction, id, "true");
        return findRetraining(transaction, id, model);
    }

    static Optional<String> findRetraining(Handle handle, String id, String model) {
        return handle.createQuery("SELECT training_id FROM retraining WHERE erasure_id = :id AND model = :model")
                .bind("id", id)
                .bind("model", model)
                .mapTo(String.class)
                .findOne();
    }

    static void insertRetraining(Handle transaction, String id, String model, String training) {
        transaction
                .createUpdate("INSERT INTO retraining (erasure_id, model, training_id) VALUES (:id, :model, :training)")
                .bind("id", id)
                .bind("model", model)
                .bind("training", training)
                .execute();
    }

    private static Optional<String> lock(Handle transaction, String id, String condition) {
        return transaction
                .createQuery("SELECT correlation_id FROM erasure WHERE id = :id AND " + condition + " FOR UPDATE")
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }

    static void erased(Handle transaction, ImageErased erased, List<String> calledOff) {
        transaction
                .createUpdate(
                        "UPDATE erasure SET erased = CAST(:erased AS jsonb), trainings = CAST(:trainings AS jsonb)"
                                + " WHERE id = :id")
                .bind("id", erased.erasureId())
                .bind("erased", Documents.text(erased))
                .bind("trainings", Documents.text(calledOff))
                .execute();
    }

    static void succeeded(Handle transaction, String id, @Nullable TracesErased traces) {
        end(transaction, id, ErasureStatus.SUCCEEDED, traces == null ? null : Documents.text(traces), null);
    }

    static void failed(Handle transaction, String id, Failure failure) {
        end(transaction, id, ErasureStatus.FAILED, null, Documents.text(failure));
    }

    /** Trainings on datasets, those that are kept. */
    static List<String> trainings(Handle transaction, List<String> datasets) {
        return transaction
                .createQuery("SELECT id FROM ledger WHERE kind = 'training' AND gone IS NULL"
                        + " AND command ->> 'datasetId' = ANY(:datasets) ORDER BY id")
                .bindArray("datasets", String.class, datasets)
                .mapTo(String.class)
                .list();
    }

    /** Those of the trainings that have not ended. */
    static List<String> open(Handle transaction, List<String> trainings) {
        return transaction
                .createQuery("SELECT id FROM ledger WHERE kind = 'training' AND id = ANY(:ids)"
                        + " AND state IN ('queued', 'running') ORDER BY id")
                .bindArray("ids", String.class, trainings)
                .mapTo(String.class)
                .list();
    }

    /** A tenant's generations whose command names a file. */
    static List<String> generations(Handle transaction, Tenant tenant, String sha256) {
        return transaction
                .createQuery("SELECT id FROM ledger WHERE tenant = :tenant AND kind = 'generation' AND gone IS NULL"
                        + " AND CAST(command AS text) LIKE '%\"' || :sha256 || '\"%' ORDER BY id")
                .bind("tenant", tenant.name())
                .bind("sha256", sha256)
                .mapTo(String.class)
                .list();
    }

    private static void end(
            Handle transaction, String id, ErasureStatus status, @Nullable String traces, @Nullable String failure) {
        transaction
                .createUpdate("UPDATE erasure SET state = :state, ended_at = now(), traces = CAST(:traces AS jsonb),"
                        + " failure = CAST(:failure AS jsonb) WHERE id = :id AND state = 'running'")
                .bind("id", id)
                .bind("state", status.word())
                .bind("traces", traces)
                .bind("failure", failure)
                .execute();
    }

    private static Erasure read(Handle handle, ResultSet row) throws SQLException {
        String id = row.getString("id");
        ErasureStatus status = ErasureStatus.parse(row.getString("state"));
        List<VersionRef> versions = ErasureMarks.marked(handle, id);
        return new Erasure(
                id,
                row.getString("sha256"),
                status,
                Documents.requireTime(row, "requested_at"),
                Documents.findTime(row, "ended_at"),
                find(row, "failure", Failure.class),
                Erasure.Receipt.of(
                        List.of(Documents.require(row, "uploads", Erasure.Replacement[].class)),
                        List.of(Documents.require(row, "generations", String[].class)),
                        List.of(Documents.require(row, "trainings", String[].class)),
                        find(row, "erased", ImageErased.class),
                        find(row, "traces", TracesErased.class),
                        versions),
                Erasure.Links.of(id, status, versions));
    }

    private static <T> @Nullable T find(ResultSet row, String column, Class<T> type) throws SQLException {
        String document = row.getString(column);
        return document == null ? null : Documents.read(document, type);
    }
}
