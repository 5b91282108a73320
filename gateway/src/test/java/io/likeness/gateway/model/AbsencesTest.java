package io.likeness.gateway.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class AbsencesTest {
    private static final Duration MEMORY = Duration.ofSeconds(2);

    /** Near its overflow, as {@link System#nanoTime} may be. */
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);

    private final Absences absences = new Absences(MEMORY, 3, now::get);
    private final List<String> asked = new ArrayList<>();

    @Test
    void doesNotAskAgainForWhatWasAbsent() {
        absent("a");
        absent("a");
        assertEquals(List.of("a"), asked);
    }

    @Test
    void asksAgainOnceItsMemoryEnds() {
        absent("a");
        now.addAndGet(MEMORY.toNanos() - 1);
        absent("a");
        assertEquals(List.of("a"), asked);
        now.incrementAndGet();
        absent("a");
        assertEquals(List.of("a", "a"), asked);
    }

    @Test
    void remembersNoPresenceAndNoFailure() {
        assertEquals(Optional.of(1), absences.find("a", () -> Optional.of(1)));
        assertThrows(
                IllegalStateException.class,
                () -> absences.find("a", () -> {
                    throw new IllegalStateException("away");
                }));
        absent("a");
        assertEquals(List.of("a"), asked);
    }

    @Test
    void forgetsTheOldestWhereThereAreTooMany() {
        List.of("a", "b", "c", "d").forEach(this::absent);
        List.of("d", "c", "b", "a").forEach(this::absent);
        assertEquals(List.of("a", "b", "c", "d", "a"), asked);
    }

    private void absent(String what) {
        Optional<Object> found = absences.find(what, () -> {
            asked.add(what);
            return Optional.empty();
        });
        assertEquals(Optional.empty(), found);
    }
}
