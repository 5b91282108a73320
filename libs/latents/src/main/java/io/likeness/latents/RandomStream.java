package io.likeness.latents;

import io.likeness.contracts.Require;

/**
 * A stream of numbers that depends on its seed alone, the same on every machine: SplitMix64 (Steele, Lea and Flood, "Fast
 * Splittable Pseudorandom Number Generators", OOPSLA 2014) with {@link StrictMath}. For one thread.
 */
public final class RandomStream {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private long state;
    private double spareGaussian;
    private boolean hasSpareGaussian;

    public RandomStream(long seed) {
        this.state = mix(seed);
    }

    /** What {@link #nextLong} of a new stream gives after so many others. */
    static long at(long seed, int index) {
        return mix(mix(seed) + (index + 1L) * GOLDEN_GAMMA);
    }

    /** The next 64 bits. */
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform in [0, 1), a multiple of 2^-53. */
    public double nextDouble() {
        return (nextLong() >>> 11) * UNIT;
    }

    /** Uniform in [0, bound), by rejection, so that no value is favoured. */
    public int nextInt(int bound) {
        Require.between("bound", bound, 1, Integer.MAX_VALUE);
        long limit = (1L << 31) - (1L << 31) % bound;
        long bits = nextLong() >>> 33;
        while (bits >= limit) {
            bits = nextLong() >>> 33;
        }
        return (int) (bits % bound);
    }

    /** Standard normal, by the polar method (Marsaglia and Bray, SIAM Review 6(3), 1964). */
    public double nextGaussian() {
        if (hasSpareGaussian) {
            hasSpareGaussian = false;
            return spareGaussian;
        }
        double x;
        double y;
        double square;
        do {
            x = 2 * nextDouble() - 1;
            y = 2 * nextDouble() - 1;
            square = x * x + y * y;
        } while (square >= 1 || square == 0);
        double factor = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
        spareGaussian = y * factor;
        hasSpareGaussian = true;
        return x * factor;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
