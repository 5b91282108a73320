package io.likeness.platform.events;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Rows of events that wait. Each call is short, and waits for nothing but the database. One contract suite holds every implementation to
 * the same answers. Safe for threads.
 */
interface OutboxTable {
    /** What the relay is woken by. */
    String SUBJECT = "outbox";

    /** Writes an event behind all that are there, and wakes this process's relay once the transaction commits. */
    void add(Handle transaction, String topic, String key, Map<String, byte[]> headers, byte[] content);

    /** Whether this session is now the one that relays; it stays so until {@link #unlock}, or until it ends. */
    boolean lock(Handle handle);

    void unlock(Handle handle);

    /** In the order in which they were written, without those set aside. */
    List<OutboxRow> oldest(Handle handle, int most);

    /** Throws if the session, and so its lock, is gone. */
    void delete(Handle handle, List<OutboxRow> sent);

    /** How far the broker is behind. */
    Backlog backlog(Handle handle);

    /**
     * What lies in the table.
     *
     * @param waiting events for the broker
     * @param oldestSeconds how long the oldest of them has waited; 0 where there is none
     * @param refused events that are kept for a person
     */
    record Backlog(long waiting, double oldestSeconds, long refused) {}

    /** Keeps a row for a person; it is sent no more. */
    void setAside(Handle transaction, OutboxRow row, String reason);
}
