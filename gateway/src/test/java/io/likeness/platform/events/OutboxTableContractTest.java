package io.likeness.platform.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.gateway.simulation.Bed;
import io.likeness.gateway.simulation.MemoryDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every outbox answers, that of the simulation and that of PostgreSQL. */
final class OutboxTableContractTest {
    private static OutboxTable table(Bed bed) {
        MemoryDatabase memory = bed.memory();
        return memory == null ? new PostgresOutboxTable() : new MemoryOutboxTable(memory);
    }

    private static void add(Bed bed, OutboxTable table, String... keys) {
        bed.jdbi().useTransaction(transaction -> {
            for (String key : keys) {
                table.add(transaction, "topic", key, Map.of("ce_id", key.getBytes(UTF_8)), key.getBytes(UTF_8));
            }
        });
    }

    private static List<String> keys(Bed bed, OutboxTable table) {
        return bed.jdbi().withHandle(handle -> table.oldest(handle, 3)).stream()
                .map(OutboxRow::key)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void givesWhatWasCommittedInItsOrder(Bed.Kind kind) {
        Bed bed = Bed.of(kind);
        OutboxTable table = table(bed);
        add(bed, table, "a", "b");
        assertThrows(
                IllegalStateException.class,
                () -> bed.jdbi().useTransaction(transaction -> {
                    table.add(transaction, "topic", "lost", Map.of(), new byte[0]);
                    throw new IllegalStateException("rolled back");
                }));
        add(bed, table, "c", "d");
        assertEquals(List.of("a", "b", "c"), keys(bed, table));
        OutboxRow first =
                bed.jdbi().withHandle(handle -> table.oldest(handle, 1)).getFirst();
        assertEquals("a", new String(first.headers().get("ce_id"), UTF_8));
        bed.jdbi().useHandle(handle -> table.delete(handle, List.of(first)));
        assertEquals(List.of("b", "c", "d"), keys(bed, table));
    }

    @ParameterizedTest
    @EnumSource
    void leavesOutWhatIsSetAside(Bed.Kind kind) {
        Bed bed = Bed.of(kind);
        OutboxTable table = table(bed);
        add(bed, table, "a", "b");
        bed.jdbi()
                .useTransaction(transaction ->
                        table.setAside(transaction, table.oldest(transaction, 1).getFirst(), "too large"));
        assertEquals(List.of("b"), keys(bed, table));
    }

    @ParameterizedTest
    @EnumSource
    void isLockedByOneSessionUntilItUnlocksOrEnds(Bed.Kind kind) {
        Bed bed = Bed.of(kind);
        OutboxTable table = table(bed);
        try (Handle second = bed.jdbi().open()) {
            try (Handle first = bed.jdbi().open()) {
                assertTrue(table.lock(first));
                assertFalse(table.lock(second));
                table.unlock(first);
                assertTrue(table.lock(second));
                table.unlock(second);
                assertTrue(table.lock(first));
            }
            // A server ends a session in its own time.
            await().atMost(Duration.ofMinutes(1)).until(() -> table.lock(second));
            table.unlock(second);
        }
    }
}
