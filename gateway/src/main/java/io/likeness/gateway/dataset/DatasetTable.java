package io.likeness.gateway.dataset;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.contracts.dataset.ImportProgressed;
import io.likeness.contracts.dataset.Layout;
import io.likeness.gateway.job.Documents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows of datasets. Stateless. */
final class DatasetTable {
    private static final String COLUMNS =
            "SELECT command, status, layout, progress, sealed, failure, created_at, started_at, ended_at FROM dataset ";

    private DatasetTable() {}

    static void insert(Handle transaction, ImportDataset command) {
        transaction
                .createUpdate("INSERT INTO dataset (id, command) VALUES (:id, CAST(:command AS jsonb))")
                .bind("id", command.datasetId())
                .bind("command", Documents.text(command))
                .execute();
    }

    /** @throws LikenessException {@code NOT_FOUND}, naming the field that carried the id */
    static Dataset require(Handle handle, String field, String id) {
        return handle.createQuery(COLUMNS + "WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne()
                .orElseThrow(() -> new LikenessException(
                        ErrorCode.NOT_FOUND, field + ": expected the id of a dataset, found '" + id + "'"));
    }

    static List<Dataset> newest(Handle handle, int limit) {
        return handle.createQuery(COLUMNS + "ORDER BY created_at DESC, id LIMIT :limit")
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list();
    }

    private static Dataset read(ResultSet row) throws SQLException {
        return Dataset.of(
                Documents.require(row, "command", ImportDataset.class),
                new Dataset.State(
                        DatasetStatus.parse(row.getString("status")),
                        layout(row.getString("layout")),
                        Documents.find(row, "progress", ImportProgressed.class),
                        Documents.find(row, "sealed", DatasetSealed.class),
                        Documents.find(row, "failure", Failure.class),
                        Documents.requireTime(row, "created_at"),
                        Documents.findTime(row, "started_at"),
                        Documents.findTime(row, "ended_at")));
    }

    private static @Nullable Layout layout(@Nullable String stored) {
        return stored == null ? null : Layout.valueOf(stored.toUpperCase(Locale.ROOT));
    }
}
