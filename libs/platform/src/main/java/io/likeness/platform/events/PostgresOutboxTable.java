package io.likeness.platform.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Json;
import io.likeness.platform.database.Notifications;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** The table {@code outbox}, and an advisory lock. Stateless. */
final class PostgresOutboxTable implements OutboxTable {
    private static final String LOCK = "hashtext(current_schema() || '.outbox')";

    private static final String BACKLOG = """
        SELECT count(*) FILTER (WHERE refused IS NULL) AS waiting, count(refused) AS refused,
            coalesce(extract(epoch FROM now() - min(written_at) FILTER (WHERE refused IS NULL)), 0) AS oldest
        FROM outbox
        """;

    @Override
    public void add(Handle transaction, String topic, String key, Map<String, byte[]> headers, byte[] content) {
        transaction
                .createUpdate("INSERT INTO outbox (topic, key, headers, content)"
                        + " VALUES (:topic, :key, CAST(:headers AS jsonb), :content)")
                .bind("topic", topic)
                .bind("key", key)
                .bind("headers", new String(Json.encode(text(headers)), UTF_8))
                .bind("content", content)
                .execute();
        Notifications.sendHere(transaction, SUBJECT);
    }

    @Override
    public boolean lock(Handle handle) {
        return handle.createQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")
                .mapTo(Boolean.class)
                .one();
    }

    @Override
    public void unlock(Handle handle) {
        handle.createQuery("SELECT pg_advisory_unlock(" + LOCK + ")")
                .mapTo(Boolean.class)
                .one();
    }

    @Override
    public List<OutboxRow> oldest(Handle handle, int most) {
        return handle.createQuery("SELECT sequence, topic, key, headers, content FROM outbox"
                        + " WHERE refused IS NULL ORDER BY sequence LIMIT :most")
                .bind("most", most)
                .map((row, context) -> new OutboxRow(
                        row.getLong("sequence"),
                        row.getString("topic"),
                        row.getString("key"),
                        row.getString("headers"),
                        row.getBytes("content")))
                .list();
    }

    @Override
    public void delete(Handle handle, List<OutboxRow> sent) {
        handle.createUpdate("DELETE FROM outbox WHERE sequence = ANY(:sent)")
                .bindArray(
                        "sent",
                        Long.class,
                        sent.stream().map(OutboxRow::sequence).toList())
                .execute();
    }

    @Override
    public void setAside(Handle transaction, OutboxRow row, String reason) {
        transaction
                .createUpdate("UPDATE outbox SET refused = :reason WHERE sequence = :sequence")
                .bind("reason", reason)
                .bind("sequence", row.sequence())
                .execute();
    }

    @Override
    public Backlog backlog(Handle handle) {
        return handle.createQuery(BACKLOG)
                .map((row, context) ->
                        new Backlog(row.getLong("waiting"), row.getDouble("oldest"), row.getLong("refused")))
                .one();
    }

    private static Map<String, String> text(Map<String, byte[]> headers) {
        Map<String, String> text = new TreeMap<>();
        headers.forEach((name, value) -> text.put(name, new String(value, UTF_8)));
        return text;
    }
}
