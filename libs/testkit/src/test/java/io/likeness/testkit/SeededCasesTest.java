package io.likeness.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SeededCasesTest {

    @Test
    void drawsTheSameDifferentCasesInEveryRun() {
        List<Long> first = draws();
        assertEquals(100, new HashSet<>(first).size());
        assertEquals(first, draws());
    }

    @Test
    void namesTheSeedThatRepeatsTheFailure() {
        AssertionError failure = assertThrows(
                AssertionError.class,
                () -> SeededCases.check(100, random -> assertTrue(random.nextInt(10) != 3, "drew a three")));
        long seed = Long.parseLong(failure.toString().replaceAll("\\D*(\\d+).*", "$1"));
        assertThrows(
                AssertionError.class,
                () -> SeededCases.checkSeed(seed, random -> assertTrue(random.nextInt(10) != 3, "drew a three")));
        assertTrue(failure.toString().endsWith("drew a three ==> expected: <true> but was: <false>"));
    }

    private static List<Long> draws() {
        List<Long> drawn = new ArrayList<>();
        SeededCases.check(100, random -> drawn.add(random.nextLong()));
        return drawn;
    }
}
