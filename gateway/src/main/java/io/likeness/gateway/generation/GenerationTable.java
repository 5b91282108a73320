package io.likeness.gateway.generation;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.generation.FacesGenerated;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.generation.GenerationStarted;
import io.likeness.gateway.job.Documents;
import io.likeness.gateway.job.JobStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Rows of generation jobs. Stateless. */
final class GenerationTable {
    private static final String COLUMNS =
            "SELECT command, status, started, result, failure, created_at, started_at, ended_at FROM generation ";

    private GenerationTable() {}

    static void insert(Handle transaction, GenerateFaces command) {
        transaction
                .createUpdate("INSERT INTO generation (id, command) VALUES (:id, CAST(:command AS jsonb))")
                .bind("id", command.generationId())
                .bind("command", Documents.text(command))
                .execute();
    }

    /** @throws LikenessException {@code NOT_FOUND} */
    static Generation require(Handle handle, String id) {
        return handle.createQuery(COLUMNS + "WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne()
                .orElseThrow(() -> new LikenessException(
                        ErrorCode.NOT_FOUND, "id: expected the id of a generation, found '" + id + "'"));
    }

    static List<Generation> newest(Handle handle, int limit) {
        return handle.createQuery(COLUMNS + "ORDER BY created_at DESC, id LIMIT :limit")
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list();
    }

    private static Generation read(ResultSet row) throws SQLException {
        return Generation.of(
                Documents.require(row, "command", GenerateFaces.class),
                new Generation.State(
                        JobStatus.parse(row.getString("status")),
                        Documents.find(row, "started", GenerationStarted.class),
                        Documents.find(row, "result", FacesGenerated.class),
                        Documents.find(row, "failure", Failure.class),
                        Documents.requireTime(row, "created_at"),
                        Documents.findTime(row, "started_at"),
                        Documents.findTime(row, "ended_at")));
    }
}
