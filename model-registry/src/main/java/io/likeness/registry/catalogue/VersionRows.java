package io.likeness.registry.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.model.ModelHistory.Decision;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.ParentVersion;
import io.likeness.contracts.model.RuleFinding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads a row of {@code model_version}, joined with what serves. Stateless. */
final class VersionRows implements RowMapper<ModelVersion> {
    static final VersionRows MAPPER = new VersionRows();

    /** The columns that {@link #map} reads; a condition is appended. Of what serves, {@code p.stable} is not null. */
    static final String SELECT = """
            SELECT v.*
            FROM model_version v
            LEFT JOIN serving_plan p ON p.model_name = v.model_name AND p.stable = v.version
            """;

    private VersionRows() {}

    @Override
    public ModelVersion map(ResultSet row, StatementContext context) throws SQLException {
        return new ModelVersion(
                row.getString("model_name"),
                row.getInt("version"),
                row.getString("digest"),
                Json.decode(row.getString("manifest").getBytes(UTF_8), ObjectReference.class),
                row.getString("training_id"),
                row.getString("dataset_id"),
                row.getString("dataset_digest"),
                row.getString("validation_digest"),
                row.getString("measure"),
                row.getDouble("validation_loss"),
                metrics(row.getString("metrics")),
                instant(row, "registered_at"),
                parent(row));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static Decision decision(ResultSet row) throws SQLException {
        String findings = row.getString("findings");
        return new Decision(
                row.getInt("version"),
                row.getBoolean("passed"),
                row.getString("reason"),
                instant(row, "decided_at"),
                row.getObject("champion", Integer.class),
                row.getObject("rules", Long.class),
                findings == null ? List.of() : List.of(Json.decode(findings.getBytes(UTF_8), RuleFinding[].class)));
    }

    private static @Nullable ParentVersion parent(ResultSet row) throws SQLException {
        String name = row.getString("parent_name");
        return name == null ? null : new ParentVersion(name, row.getInt("parent_version"));
    }

    private static Map<String, Double> metrics(String json) {
        Map<String, Double> metrics = new TreeMap<>();
        for (Map.Entry<String, JsonNode> metric :
                Json.tree(json.getBytes(UTF_8)).properties()) {
            metrics.put(metric.getKey(), metric.getValue().asDouble());
        }
        return metrics;
    }
}
