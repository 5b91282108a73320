package io.likeness.platform.events;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** The statements of the relay. Each is short and waits for nothing but the database. */
final class OutboxTable {
    /** What the relay is woken by. */
    static final String SUBJECT = "outbox";

    private static final String LOCK = "hashtext(current_schema() || '.outbox')";

    private OutboxTable() {}

    /** Whether this session is now the one that relays; it stays so until {@link #unlock}, or until it ends. */
    static boolean lock(Handle handle) {
        return handle.createQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")
                .mapTo(Boolean.class)
                .one();
    }

    static void unlock(Handle handle) {
        handle.createQuery("SELECT pg_advisory_unlock(" + LOCK + ")")
                .mapTo(Boolean.class)
                .one();
    }

    /** Whether the session, and so its lock, is still there; throws if not. */
    static void touch(Handle handle) {
        handle.createQuery("SELECT 1").mapTo(Integer.class).one();
    }

    static List<OutboxRow> oldest(Handle handle, int most) {
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

    static void delete(Handle handle, List<OutboxRow> sent) {
        if (!sent.isEmpty()) {
            handle.createUpdate("DELETE FROM outbox WHERE sequence = ANY(:sent)")
                    .bindArray(
                            "sent",
                            Long.class,
                            sent.stream().map(OutboxRow::sequence).toList())
                    .execute();
        }
    }

    static void setAside(Handle transaction, OutboxRow row, String reason) {
        transaction
                .createUpdate("UPDATE outbox SET refused = :reason WHERE sequence = :sequence")
                .bind("reason", reason)
                .bind("sequence", row.sequence())
                .execute();
    }
}
