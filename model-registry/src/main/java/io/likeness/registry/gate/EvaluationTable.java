package io.likeness.registry.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Json;
import io.likeness.contracts.evaluation.VersionsEvaluated;
import io.likeness.contracts.model.ModelVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Evaluations that were asked for. Stateless. */
final class EvaluationTable {
    private EvaluationTable() {}

    /** One that nobody has answered yet. */
    record Open(String id, String modelName, int candidate, int champion, String correlationId) {}

    static void add(
            Handle transaction,
            String id,
            ModelVersion candidate,
            ModelVersion champion,
            String correlationId,
            Instant now) {
        transaction
                .createUpdate("INSERT INTO evaluation (id, model_name, candidate, champion, correlation_id, asked_at)"
                        + " VALUES (:id, :name, :candidate, :champion, :correlation, :now)")
                .bind("id", id)
                .bind("name", candidate.name())
                .bind("candidate", candidate.version())
                .bind("champion", champion.version())
                .bind("correlation", correlationId)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    static Optional<Open> findOpen(Handle handle, String id) {
        return handle.createQuery("SELECT id, model_name, candidate, champion, correlation_id FROM evaluation"
                        + " WHERE id = :id AND ended_at IS NULL")
                .bind("id", id)
                .map((row, context) -> open(row))
                .findOne();
    }

    /** @param report absent where there is none */
    static void end(Handle transaction, String id, @Nullable VersionsEvaluated report, Instant now) {
        transaction
                .createUpdate("UPDATE evaluation SET ended_at = :now, report = CAST(:report AS jsonb) WHERE id = :id")
                .bind("id", id)
                .bind("report", report == null ? null : new String(Json.encode(report), UTF_8))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    private static Open open(ResultSet row) throws SQLException {
        return new Open(
                row.getString("id"),
                row.getString("model_name"),
                row.getInt("candidate"),
                row.getInt("champion"),
                row.getString("correlation_id"));
    }
}
