package io.likeness.registry.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.RolloutState;
import io.likeness.contracts.rollout.Rollout.Change;
import io.likeness.contracts.rollout.RolloutReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Rows of rollouts, of generators and of what these report. Stateless. */
final class RolloutTable {
    private static final String SELECT = "SELECT id, model_name, revision, candidate, champion, state, share, reason,"
            + " decided_by, step_pairs, CAST(expected AS text) AS expected, correlation_id, started_at, deadline, ended_at FROM rollout ";

    private RolloutTable() {}

    /** What a generator has said, and when. */
    record Reported(RolloutReport report, Instant at) {}

    static void add(Handle transaction, RolloutRow row) {
        bound(
                        transaction.createUpdate(
                                "INSERT INTO rollout (id, model_name, revision, candidate, champion, state,"
                                        + " share, reason, decided_by, step_pairs, expected, correlation_id, started_at, deadline, ended_at)"
                                        + " VALUES (:id, :name, :revision, :candidate, :champion, :state, :share, :reason, :by, :pairs,"
                                        + " CAST(:expected AS jsonb), :correlation, :started, :deadline, :ended)"),
                        row)
                .bind("name", row.modelName())
                .bind("candidate", row.candidate())
                .bind("champion", row.champion())
                .bind("expected", new String(Json.encode(row.expected()), UTF_8))
                .bind("correlation", row.correlationId())
                .bind("started", utc(row.startedAt()))
                .execute();
        record(transaction, row, row.startedAt());
    }

    static void change(Handle transaction, RolloutRow row, Instant now) {
        bound(
                        transaction.createUpdate(
                                "UPDATE rollout SET revision = :revision, state = :state, share = :share, reason = :reason,"
                                        + " decided_by = :by, step_pairs = :pairs, deadline = :deadline, ended_at = :ended WHERE id = :id"),
                        row)
                .execute();
        record(transaction, row, now);
    }

    private static void record(Handle transaction, RolloutRow row, Instant at) {
        transaction
                .createUpdate(
                        "INSERT INTO rollout_change (rollout_id, revision, state, share, reason, decided_by, changed_at)"
                                + " VALUES (:id, :revision, :state, :share, :reason, :by, :at)")
                .bind("id", row.id())
                .bind("revision", row.revision())
                .bind("state", row.state())
                .bind("share", row.share())
                .bind("reason", row.reason())
                .bind("by", row.by())
                .bind("at", utc(at))
                .execute();
    }

    /** The newest first. */
    static List<Change> changes(Handle handle, String rolloutId) {
        return handle.createQuery("SELECT revision, state, share, reason, decided_by, changed_at FROM rollout_change"
                        + " WHERE rollout_id = :id ORDER BY revision DESC")
                .bind("id", rolloutId)
                .map((row, context) -> new Change(
                        row.getLong("revision"),
                        RolloutState.valueOf(row.getString("state")),
                        row.getInt("share"),
                        row.getString("reason"),
                        row.getString("decided_by"),
                        instant(row, "changed_at")))
                .list();
    }

    private static Update bound(Update update, RolloutRow row) {
        return update.bind("id", row.id())
                .bind("revision", row.revision())
                .bind("state", row.state())
                .bind("share", row.share())
                .bind("reason", row.reason())
                .bind("by", row.by())
                .bind("pairs", row.pairs())
                .bind("deadline", utc(row.deadline()))
                .bind("ended", row.endedAt() == null ? null : utc(row.endedAt()));
    }

    static Optional<RolloutRow> find(Handle handle, String id) {
        return handle.createQuery(SELECT + "WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> row(row))
                .findOne();
    }

    static Optional<RolloutRow> findOpen(Handle handle, ModelName name) {
        return handle.createQuery(SELECT + "WHERE model_name = :name AND ended_at IS NULL")
                .bind("name", name.value())
                .map((row, context) -> row(row))
                .findOne();
    }

    static List<RolloutRow> open(Handle handle) {
        return handle.createQuery(SELECT + "WHERE ended_at IS NULL ORDER BY started_at")
                .map((row, context) -> row(row))
                .list();
    }

    /** The newest first. */
    static List<RolloutRow> of(Handle handle, ModelName name, int most) {
        return handle.createQuery(SELECT + "WHERE model_name = :name ORDER BY started_at DESC LIMIT :most")
                .bind("name", name.value())
                .bind("most", most)
                .map((row, context) -> row(row))
                .list();
    }

    static void seen(Handle transaction, String generatorId, Instant now) {
        transaction
                .createUpdate(
                        "INSERT INTO generator (id, reported_at) VALUES (:id, :now)"
                                + " ON CONFLICT (id) DO UPDATE SET reported_at = greatest(generator.reported_at, excluded.reported_at)")
                .bind("id", generatorId)
                .bind("now", utc(now))
                .execute();
    }

    static Set<String> live(Handle handle, Instant since) {
        return new HashSet<>(handle.createQuery("SELECT id FROM generator WHERE reported_at >= :since")
                .bind("since", utc(since))
                .mapTo(String.class)
                .list());
    }

    /** Generators that will not come again. */
    static void forget(Handle handle, Instant now, Duration after) {
        handle.createUpdate("DELETE FROM generator WHERE reported_at < :since")
                .bind("since", utc(now.minus(after)))
                .execute();
    }

    /** Of a rollout that is open; one that has ended hears nothing more. */
    static void report(Handle transaction, String generatorId, RolloutReport report, Instant now) {
        transaction
                .createUpdate(
                        "INSERT INTO rollout_report (rollout_id, generator_id, report, reported_at)"
                                + " SELECT id, :generator, CAST(:report AS jsonb), :now FROM rollout"
                                + " WHERE id = :id AND ended_at IS NULL"
                                + " ON CONFLICT (rollout_id, generator_id) DO UPDATE SET report = excluded.report,"
                                + " reported_at = excluded.reported_at WHERE rollout_report.reported_at <= excluded.reported_at")
                .bind("id", report.rolloutId())
                .bind("generator", generatorId)
                .bind("report", new String(Json.encode(report), UTF_8))
                .bind("now", utc(now))
                .execute();
    }

    /** By generator. */
    static Map<String, Reported> reports(Handle handle, String rolloutId) {
        Map<String, Reported> reports = new LinkedHashMap<>();
        handle.createQuery("SELECT generator_id, CAST(report AS text) AS report, reported_at FROM rollout_report"
                        + " WHERE rollout_id = :id ORDER BY generator_id")
                .bind("id", rolloutId)
                .map((row, context) -> Map.entry(
                        row.getString("generator_id"),
                        new Reported(
                                Json.decode(row.getString("report").getBytes(UTF_8), RolloutReport.class),
                                instant(row, "reported_at"))))
                .forEach(entry -> reports.put(entry.getKey(), entry.getValue()));
        return reports;
    }

    private static RolloutRow row(ResultSet row) throws SQLException {
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new RolloutRow(
                row.getString("id"),
                row.getString("model_name"),
                row.getLong("revision"),
                row.getInt("candidate"),
                row.getInt("champion"),
                RolloutState.valueOf(row.getString("state")),
                row.getInt("share"),
                row.getString("reason"),
                row.getString("decided_by"),
                row.getLong("step_pairs"),
                numbers(row.getString("expected")),
                row.getString("correlation_id"),
                instant(row, "started_at"),
                instant(row, "deadline"),
                ended == null ? null : ended.toInstant());
    }

    private static Map<String, Double> numbers(String json) {
        Map<String, Double> numbers = new TreeMap<>();
        for (Map.Entry<String, JsonNode> number :
                Json.tree(json.getBytes(UTF_8)).properties()) {
            numbers.put(number.getKey(), number.getValue().asDouble());
        }
        return numbers;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
