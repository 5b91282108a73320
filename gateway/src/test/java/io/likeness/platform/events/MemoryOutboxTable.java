package io.likeness.platform.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Json;
import io.likeness.gateway.simulation.MemoryDatabase;
import io.likeness.gateway.simulation.MemoryDatabase.Table;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** An outbox in a database in memory. For one thread. */
public final class MemoryOutboxTable implements OutboxTable {
    private final MemoryDatabase database;
    private final Table<Long, OutboxRow> rows;
    private final Table<Long, String> refused;
    private Observer observer = (key, id) -> {};

    public MemoryOutboxTable(MemoryDatabase database) {
        this.database = database;
        this.rows = database.table();
        this.refused = database.table();
    }

    /** What is told of each event once it is committed. */
    public interface Observer {
        void written(String key, String eventId);
    }

    public void observe(Observer each) {
        observer = each;
    }

    /** The table as a relay sees it that takes events of one key for events of many. */
    public Object withoutKeys() {
        return Proxy.newProxyInstance(
                MemoryOutboxTable.class.getClassLoader(),
                new Class<?>[] {OutboxTable.class},
                (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(this, arguments);
                        return answer instanceof List<?> found
                                ? found.stream()
                                        .map(OutboxRow.class::cast)
                                        .map(MemoryOutboxTable::alone)
                                        .toList()
                                : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static OutboxRow alone(OutboxRow row) {
        return new OutboxRow(
                row.sequence(), row.topic(), row.key() + "#" + row.sequence(), row.storedHeaders(), row.content());
    }

    public int size() {
        return rows.size();
    }

    @Override
    public void add(Handle transaction, String topic, String key, Map<String, byte[]> headers, byte[] content) {
        MemoryDatabase.enter(transaction);
        Map<String, String> text = new TreeMap<>();
        headers.forEach((name, value) -> text.put(name, new String(value, UTF_8)));
        long sequence = database.next();
        rows.put(sequence, new OutboxRow(sequence, topic, key, new String(Json.encode(text), UTF_8), content));
        String id = text.get("ce_id");
        database.observe(() -> observer.written(topic + " " + key, String.valueOf(id)));
        database.tell(SUBJECT);
    }

    @Override
    public boolean lock(Handle handle) {
        return database.lock(MemoryDatabase.enter(handle));
    }

    @Override
    public void unlock(Handle handle) {
        database.unlock(MemoryDatabase.enter(handle));
    }

    @Override
    public List<OutboxRow> oldest(Handle handle, int most) {
        MemoryDatabase.enter(handle);
        return rows.all().stream()
                .filter(row -> refused.find(row.sequence()) == null)
                .limit(most)
                .toList();
    }

    @Override
    public void delete(Handle handle, List<OutboxRow> sent) {
        MemoryDatabase.enter(handle);
        sent.forEach(row -> rows.remove(row.sequence()));
    }

    @Override
    public Backlog backlog(Handle handle) {
        MemoryDatabase.enter(handle);
        long waiting = rows.all().stream()
                .filter(row -> refused.find(row.sequence()) == null)
                .count();
        return new Backlog(waiting, 0, rows.size() - waiting);
    }

    @Override
    public void setAside(Handle transaction, OutboxRow row, String reason) {
        MemoryDatabase.enter(transaction);
        refused.put(row.sequence(), reason);
    }
}
