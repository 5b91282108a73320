package io.likeness.testkit;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Runs a property over many random cases, each with its own seed, and names the seed of the case that fails. The cases
 * are the same in every run, unless the system property {@code io.likeness.testkit.seed} gives another first seed.
 */
public final class SeededCases {

    private static final long FIRST_SEED = 20_260_101L;

    private SeededCases() {}

    /** One case of a property. */
    @FunctionalInterface
    public interface Property {

        /** Draws a case and asserts; throws what JUnit's assertions throw. */
        void check(RandomGenerator random) throws Exception;
    }

    /**
     * Checks a property for a number of cases.
     *
     * @throws AssertionError at the first case that fails, with its seed
     */
    public static void check(int cases, Property property) {
        long first = Long.getLong("io.likeness.testkit.seed", FIRST_SEED);
        for (int index = 0; index < cases; index++) {
            checkSeed(first + index, property);
        }
    }

    /** Checks one case again, by the seed that a failure named. */
    public static void checkSeed(long seed, Property property) {
        try {
            property.check(new SplittableRandom(seed));
        } catch (AssertionError | Exception failure) {
            throw new AssertionError(
                    "the property fails with seed " + seed + " (repeat it with SeededCases.checkSeed(" + seed
                            + "L, ...)): " + failure.getMessage(),
                    failure);
        }
    }
}
