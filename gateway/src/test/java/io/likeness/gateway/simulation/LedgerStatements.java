package io.likeness.gateway.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.likeness.contracts.Json;
import io.likeness.gateway.simulation.MemoryDatabase.Table;
import io.likeness.gateway.simulation.MemoryStatement.Answer;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's statements by their text, on tables in memory: those of PostgreSQL are not understood but known, and an unknown one fails.
 * A contract suite runs them here and there, and expects the same.
 */
public final class LedgerStatements {
    /** What stands for SQL's null among the parameters. */
    static final Object NONE = new Object();

    private static final String LOOK = "SELECT kind, id, state, correlation_id, command, documents,";
    private static final int DAY = 86_400;
    private static final String BY_ID = "WHERE kind = ? AND id = ?";
    private static final String OF_TENANT = BY_ID + " AND tenant = ?";

    private static final Map<String, String> TEXTS = new HashMap<>();

    private final MemoryDatabase database;
    private final Table<String, Map<String, @Nullable Object>> ledger;
    private final Table<String, Map<String, @Nullable Object>> keys;
    private final Map<String, Function<List<Object>, Answer>> known = new HashMap<>();

    LedgerStatements(MemoryDatabase database) {
        this.database = database;
        this.ledger = database.table();
        this.keys = database.table();
        learn();
    }

    /** The rows of the table {@code ledger}. */
    public List<Map<String, @Nullable Object>> rows() {
        return ledger.all();
    }

    /** A planted fault. */
    void forgetKeys() {
        keys.entries().keySet().forEach(keys::remove);
    }

    public int keys() {
        return keys.size();
    }

    Answer run(String sql, List<Object> parameters) {
        String text = TEXTS.computeIfAbsent(sql, LedgerStatements::text);
        Function<List<Object>, Answer> statement = known.get(text);
        if (statement == null) {
            throw new IllegalStateException("a statement that the database in memory does not know: " + text);
        }
        return statement.apply(parameters);
    }

    /** Without the layout, without what every look at a job begins with, and without what a new one answers. */
    private static String text(String sql) {
        String text = sql.replaceAll("\\s+", " ").strip().replaceFirst(" RETURNING kind, id, state,.*", "");
        return text.startsWith(LOOK) ? text.substring(text.indexOf(" FROM ledger job WHERE") + 1) : text;
    }

    private void learn() {
        known.put("SELECT pg_notify('likeness_' || current_schema(), ?)", p -> {
            database.tell((String) p.getFirst());
            return Answer.of(List.of());
        });
        known.put(
                "INSERT INTO ledger AS job (kind, id, correlation_id, command, deadline, request, tenant, key_id) VALUES (?, ?, ?,"
                        + " CAST(? AS jsonb), ?, CAST(? AS jsonb), ?, ?)",
                this::insert);
        known.put("FROM ledger job " + BY_ID, this::byId);
        known.put("FROM ledger job " + BY_ID + " FOR UPDATE OF job", this::byId);
        known.put("FROM ledger job " + OF_TENANT, this::ofTenant);
        known.put("FROM ledger job " + OF_TENANT + " FOR UPDATE OF job", this::ofTenant);
        known.put("UPDATE ledger SET heard_at = now() " + BY_ID, p -> change(p, row -> row.put("heard_at", now())));
        known.put(
                "UPDATE ledger SET state = 'running', heard_at = now(), started_at = coalesce(started_at, ?),"
                        + " documents = documents || CAST(? AS jsonb) " + BY_ID,
                p -> change(p, row -> {
                    row.put("state", "running");
                    row.put("heard_at", now());
                    row.putIfAbsent("started_at", p.getFirst());
                    row.put("documents", joined(row, p.get(1)));
                }));
        known.put(
                "UPDATE ledger SET state = ?, heard_at = now(), ended_at = ?, documents = documents || CAST(? AS"
                        + " jsonb), failure = CAST(? AS jsonb), expires_at = now() + make_interval(secs => ?) " + BY_ID,
                p -> change(p, row -> {
                    row.put("state", p.getFirst());
                    row.put("heard_at", now());
                    row.put("ended_at", p.get(1));
                    row.put("documents", joined(row, p.get(2)));
                    row.put("failure", nullable(p.get(3)));
                    row.put("expires_at", nullable(p.get(4)) instanceof Double keep ? after(keep) : null);
                }));
        known.put(
                "UPDATE ledger SET cancel_requested_at = coalesce(cancel_requested_at, now()) " + BY_ID,
                p -> change(p, row -> row.putIfAbsent("cancel_requested_at", now())));
        for (String gone : List.of("deleted", "expired")) {
            known.put(
                    "UPDATE ledger SET gone = '" + gone
                            + "', gone_at = now(), sweep_at = now(), command = '{}', failure = NULL, request = NULL "
                            + BY_ID,
                    p -> change(p, row -> {
                        row.put("gone", gone);
                        row.put("gone_at", now());
                        row.put("sweep_at", now());
                        row.put("command", "{}");
                        row.put("failure", null);
                    }));
        }
        known.put("UPDATE ledger SET sweep_at = now() " + BY_ID, p -> change(p, row -> row.put("sweep_at", now())));
        learnKeys();
        learnHousekeeping();
    }

    private void learnKeys() {
        known.put(
                "SELECT job_id, fingerprint FROM idempotency_key WHERE tenant = ? AND operation = ? AND key = ?", p -> {
                    Map<String, @Nullable Object> found = keys.find(used(p));
                    return Answer.of(found == null ? List.of() : List.of(found));
                });
        known.put(
                "INSERT INTO idempotency_key (tenant, operation, key, fingerprint, job_id) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO"
                        + " NOTHING",
                p -> {
                    String key = used(p);
                    if (keys.find(key) != null) {
                        return Answer.changed(0);
                    }
                    keys.put(key, row("fingerprint", p.get(3), "job_id", p.get(4), "created_at", now()));
                    return Answer.changed(1);
                });
        known.put(
                "DELETE FROM idempotency_key WHERE (tenant, operation, key) IN (SELECT tenant, operation, key FROM idempotency_key"
                        + " WHERE created_at < now() - make_interval(secs => ?) LIMIT ? FOR UPDATE SKIP LOCKED)",
                p -> {
                    List<String> old = keys.entries().entrySet().stream()
                            .filter(key -> before(key.getValue(), "created_at", -(double) p.getFirst()))
                            .map(Map.Entry::getKey)
                            .limit(((Number) p.get(1)).longValue())
                            .toList();
                    old.forEach(keys::remove);
                    return Answer.changed(old.size());
                });
    }

    private void learnHousekeeping() {
        known.put(
                "FROM ledger job WHERE state IN ('queued', 'running') AND ( cancel_requested_at < now() -"
                        + " make_interval(secs => ?) AND ? < now() - make_interval(secs => ?) OR state = 'queued' AND"
                        + " greatest(deadline, ?) < now() - make_interval(secs => ?) OR state = 'running' AND ? < now() -"
                        + " make_interval(secs => ?) AND heard_at < now() - make_interval(secs => CASE kind WHEN 'dataset'"
                        + " THEN ? WHEN 'training' THEN ? ELSE ? END)) ORDER BY created_at LIMIT ? FOR UPDATE OF job SKIP"
                        + " LOCKED",
                this::overdue);
        known.put(
                "FROM ledger job WHERE expires_at < now() AND gone IS NULL LIMIT ? FOR UPDATE OF job SKIP LOCKED",
                p -> some(row -> before(row, "expires_at", 0) && row.get("gone") == null, p.getFirst()));
        known.put(
                "DELETE FROM training_event WHERE sequence IN (SELECT event.sequence FROM training_event event JOIN"
                        + " ledger job ON job.kind = 'training' AND job.id = event.training_id WHERE job.gone IS NOT NULL"
                        + " LIMIT ?)",
                p -> Answer.changed(0));
        known.put(
                "DELETE FROM ledger WHERE (kind, id) IN (SELECT kind, id FROM ledger WHERE gone_at < now() -"
                        + " make_interval(secs => ?) AND sweep_at IS NULL LIMIT ? FOR UPDATE SKIP LOCKED)",
                p -> {
                    Answer old = some(
                            row -> before(row, "gone_at", -(double) p.getFirst()) && row.get("sweep_at") == null,
                            p.get(1));
                    old.rows().forEach(row -> ledger.remove(key(row.get("kind"), row.get("id"))));
                    return Answer.changed(old.rows().size());
                });
        known.put(
                "UPDATE ledger job SET sweep_at = now() + interval '5 minutes' FROM ( SELECT kind, id FROM ledger"
                        + " WHERE sweep_at <= now() ORDER BY sweep_at LIMIT ? FOR UPDATE SKIP LOCKED) due WHERE job.kind ="
                        + " due.kind AND job.id = due.id RETURNING job.kind, job.id, job.sweep_at",
                p -> Answer.of(some(row -> before(row, "sweep_at", 1e-6), p.getFirst(), "sweep_at").rows().stream()
                        .map(row -> {
                            Map<String, @Nullable Object> lent = new LinkedHashMap<>(row);
                            lent.put("sweep_at", after(300));
                            ledger.put(key(row.get("kind"), row.get("id")), lent);
                            return lent;
                        })
                        .toList()));
        known.put(
                "UPDATE ledger SET sweep_at = CASE WHEN gone IS NOT NULL AND heard_at > now() - interval '1 day' THEN"
                        + " heard_at + interval '1 day' END, documents = CASE WHEN gone IS NULL THEN documents ELSE '{}'"
                        + " END WHERE kind = ? AND id = ? AND sweep_at = ?",
                p -> {
                    Map<String, @Nullable Object> row = ledger.find(key(p.getFirst(), p.get(1)));
                    if (row == null || !p.get(2).equals(row.get("sweep_at"))) {
                        return Answer.changed(0);
                    }
                    Map<String, @Nullable Object> swept = new LinkedHashMap<>(row);
                    Timestamp heard = (Timestamp) required(row.get("heard_at"));
                    boolean early = row.get("gone") != null && heard.after(after(-DAY));
                    swept.put(
                            "sweep_at", early ? Timestamp.from(heard.toInstant().plusSeconds(DAY)) : null);
                    swept.put("documents", row.get("gone") == null ? row.get("documents") : "{}");
                    ledger.put(key(p.getFirst(), p.get(1)), swept);
                    return Answer.changed(1);
                });
    }

    private Answer insert(List<Object> p) {
        ledger.put(
                key(p.getFirst(), p.get(1)),
                row(
                        "kind",
                        p.getFirst(),
                        "id",
                        p.get(1),
                        "state",
                        "queued",
                        "correlation_id",
                        p.get(2),
                        "command",
                        p.get(3),
                        "documents",
                        "{}",
                        "created_at",
                        now(),
                        "deadline",
                        p.get(4),
                        "heard_at",
                        now(),
                        "tenant",
                        p.get(6),
                        "sequence",
                        database.next()));
        return byId(p);
    }

    private Answer byId(List<Object> p) {
        Map<String, @Nullable Object> row = ledger.find(key(p.getFirst(), p.get(1)));
        return Answer.of(row == null ? List.of() : List.of(row));
    }

    private Answer ofTenant(List<Object> p) {
        return Answer.of(byId(p).rows().stream()
                .filter(row -> p.get(2).equals(row.get("tenant")))
                .toList());
    }

    /** An idempotency key as its parameters say it. */
    private static String used(List<Object> p) {
        return p.getFirst() + "/" + p.get(1) + "/" + p.get(2);
    }

    private Answer overdue(List<Object> p) {
        double grace = (double) p.get(2);
        Timestamp started = (Timestamp) p.get(1);
        boolean awake = started.before(after(-grace));
        return some(
                row -> switch ((String) required(row.get("state"))) {
                    case "queued" ->
                        awake
                                && (before(row, "cancel_requested_at", -(double) p.getFirst())
                                        || before(row, "deadline", -grace));
                    case "running" ->
                        awake
                                && (before(row, "cancel_requested_at", -(double) p.getFirst())
                                        || before(row, "heard_at", -silence(row, p)));
                    default -> false;
                },
                p.get(10),
                "created_at");
    }

    private static double silence(Map<String, @Nullable Object> row, List<Object> p) {
        return (double)
                switch ((String) required(row.get("kind"))) {
                    case "dataset" -> p.get(7);
                    case "training" -> p.get(8);
                    default -> p.get(9);
                };
    }

    private Answer some(Predicate<Map<String, @Nullable Object>> wanted, Object limit, String... order) {
        Comparator<Map<String, @Nullable Object>> first =
                Comparator.comparing(row -> (Long) required(row.get("sequence")));
        if (order.length > 0) {
            first = Comparator.<Map<String, @Nullable Object>, Timestamp>comparing(
                            row -> (Timestamp) required(row.get(order[0])))
                    .thenComparing(first);
        }
        return Answer.of(ledger.all().stream()
                .filter(wanted)
                .sorted(first)
                .limit(((Number) limit).longValue())
                .toList());
    }

    private Answer change(List<Object> p, Consumer<Map<String, @Nullable Object>> change) {
        String key = key(p.get(p.size() - 2), p.getLast());
        Map<String, @Nullable Object> row = ledger.find(key);
        if (row == null) {
            return Answer.changed(0);
        }
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(row);
        change.accept(changed);
        ledger.put(key, changed);
        return Answer.changed(1);
    }

    /** Whether a time of the row lies before now and so many seconds. */
    private boolean before(Map<String, @Nullable Object> row, String column, double seconds) {
        return row.get(column) instanceof Timestamp time && time.before(after(seconds));
    }

    private static String joined(Map<String, @Nullable Object> row, Object more) {
        ObjectNode documents = (ObjectNode) tree(required(row.get("documents")));
        tree(more).properties().forEach(document -> documents.set(document.getKey(), document.getValue()));
        return documents.toString();
    }

    private static JsonNode tree(Object json) {
        return Json.tree(((String) json).getBytes(StandardCharsets.UTF_8));
    }

    private Timestamp now() {
        return after(0);
    }

    private Timestamp after(double seconds) {
        return Timestamp.from(Instant.EPOCH.plus(database.now() + Math.round(seconds * 1e6), ChronoUnit.MICROS));
    }

    private static @Nullable Object nullable(Object parameter) {
        return parameter == NONE ? null : parameter;
    }

    private static Object required(@Nullable Object value) {
        if (value == null) {
            throw new IllegalStateException("a column that is never null is");
        }
        return value;
    }

    private static String key(@Nullable Object kind, @Nullable Object id) {
        return kind + "/" + id;
    }

    private static Map<String, @Nullable Object> row(Object... columns) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.length; i += 2) {
            row.put((String) columns[i], columns[i + 1]);
        }
        return row;
    }
}
