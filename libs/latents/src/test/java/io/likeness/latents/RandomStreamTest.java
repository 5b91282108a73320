package io.likeness.latents;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden values were computed by a second implementation, in integer arithmetic of another language. */
final class RandomStreamTest {
    private static final double EIGHT_ULPS = 1e-15;

    @Test
    void bitsAreTheSpecifiedOnes() {
        assertArrayEquals(new long[] {0xe220a8397b1dcdafL, 0x6e789e6aa1b965f4L, 0x06c45d188009454fL}, longs(0));
        assertArrayEquals(new long[] {0x989b3f130a063869L, 0x290db4bf2570ded7L, 0x2a990be63a01b2d5L}, longs(42));
        assertArrayEquals(
                new long[] {0x228475e3b9be64e8L, 0x877d36783121d5b5L, 0xcdf348302eb32061L}, longs((1L << 53) - 1));
    }

    @Test
    void streamOfSeedZeroIsThePlatformsSplitMix64() {
        SplittableRandom platform = new SplittableRandom(0);
        RandomStream stream = new RandomStream(0);

        for (int i = 0; i < 1000; i++) {
            assertEquals(platform.nextLong(), stream.nextLong());
        }
    }

    @Test
    void uniformNumbersAreTheSpecifiedOnes() {
        RandomStream stream = new RandomStream(42);

        assertArrayEquals(
                new double[] {0.5961188718302076, 0.1603653875985772, 0.16639780398145976},
                DoubleStream.generate(stream::nextDouble).limit(3).toArray());
    }

    /** The logarithm may differ from another library's in its last bit, hence a tolerance of a few units in the last place. */
    @Test
    void gaussianNumbersAreTheSpecifiedOnes() {
        RandomStream stream = new RandomStream(42);

        assertArrayEquals(
                new double[] {0.32138044849001596, -1.1355930628182678, -0.47413423597308735, -0.7458283855265652},
                DoubleStream.generate(stream::nextGaussian).limit(4).toArray(),
                EIGHT_ULPS);
    }

    @Test
    void boundedIntegersAreTheSpecifiedOnes() {
        RandomStream stream = new RandomStream(42);

        assertArrayEquals(
                new int[] {9, 7, 3, 0, 9, 7, 6, 2, 3, 4},
                IntStream.generate(() -> stream.nextInt(10)).limit(10).toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1 << 30, (1 << 30) + 1, Integer.MAX_VALUE})
    void boundedIntegersStayBelowTheBound(int bound) {
        RandomStream stream = new RandomStream(bound);

        assertTrue(IntStream.generate(() -> stream.nextInt(bound))
                .limit(1000)
                .allMatch(value -> value >= 0 && value < bound));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void boundBelowOneIsRefused(int bound) {
        assertEquals(
                new Refusal(ErrorCode.INVALID_REQUEST, "bound: expected 1 to 2147483647, found " + bound),
                Refusal.of(() -> new RandomStream(0).nextInt(bound)));
    }

    private static long[] longs(long seed) {
        RandomStream stream = new RandomStream(seed);
        return LongStream.generate(stream::nextLong).limit(3).toArray();
    }
}
