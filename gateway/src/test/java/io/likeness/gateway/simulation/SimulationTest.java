package io.likeness.gateway.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Thousands of histories of accepting, carrying, working and ending under faults. A history that breaks a promise tells its seed; with
 * {@code -Dlikeness.simulation.first=SEED -Dlikeness.simulation.histories=1} it is run again, with {@code histories=100000} many are.
 */
final class SimulationTest {
    private static final long FIRST = Long.getLong("likeness.simulation.first", 1);
    private static final int HISTORIES = Integer.getInteger("likeness.simulation.histories", 1000);

    /** A planted fault that is not found in so many histories would not be found at all. */
    private static final int ENOUGH = 500;

    /** Failures are what most histories consist of. */
    private static final Logger LOG = Logger.getLogger("io.likeness");

    @BeforeAll
    static void beSilent() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speak() {
        LOG.setLevel(null);
    }

    @Test
    void keepsEveryPromiseInEveryHistory() {
        long begun = System.nanoTime();
        for (long seed = FIRST; seed < FIRST + HISTORIES; seed++) {
            new History(seed, Planted.NONE).run();
        }
        System.out.printf("simulated histories=%d seconds=%.1f%n", HISTORIES, (System.nanoTime() - begun) / 1e9);
    }

    @ParameterizedTest
    @EnumSource(value = Planted.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void findsAPlantedFault(Planted planted) {
        World.Violation found = assertThrows(World.Violation.class, () -> {
            for (long seed = FIRST; seed < FIRST + ENOUGH; seed++) {
                new History(seed, planted).run();
            }
        });

        String promise = switch (planted) {
            case NONE -> "none";
            case RELAY_IGNORES_KEYS -> "order: ";
            case LEASE_TAKEN_OVER_WITHOUT_FENCE -> "fences: ";
            case END_OF_A_LOST_LEASE -> "leases: ";
            case DELETION_LOST -> "owners: ";
            case EVENTS_LOST_AND_NOTHING_REAPED -> "ends: ";
            case KEYS_FORGOTTEN -> "keys: ";
            case RESULT_CLEARED_AWAY -> "results: ";
        };
        String message = String.valueOf(found.getMessage());
        System.out.println(planted + " found: " + message.lines().findFirst().orElseThrow());
        assertTrue(message.contains(": " + promise), message);
    }

    @Test
    void runsTheSameHistoryForTheSameSeed() {
        assertEquals(failure(), failure());
    }

    private static String failure() {
        for (long seed = FIRST; seed < FIRST + ENOUGH; seed++) {
            try {
                new History(seed, Planted.DELETION_LOST).run();
            } catch (World.Violation found) {
                return String.valueOf(found.getMessage()).replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "id");
            }
        }
        throw new AssertionError("no failure to compare");
    }
}
