package io.likeness.synthetic;

/** Random numbers with a specified stream: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). Confined to a thread. */
final class SeededStream {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private long state;

    /** Streams of one seed and different purposes are independent. */
    SeededStream(long seed, long purpose) {
        state = mix(mix(seed + GOLDEN) ^ mix(purpose * GOLDEN + 1));
    }

    static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** Uniform in [0, 1). */
    double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    double between(double least, double most) {
        return least + (most - least) * unit();
    }

    /** Bell-shaped around 0, within [-1, 1]: the mean of three uniform values. */
    double bell() {
        return (unit() + unit() + unit()) * (2.0 / 3.0) - 1;
    }

    /** Bell-shaped between the two. */
    double around(double least, double most) {
        return (least + most) / 2 + bell() * (most - least) / 2;
    }

    boolean chance(double probability) {
        return unit() < probability;
    }

    /** An index with the given relative weights. */
    int pick(double... weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double at = unit() * sum;
        for (int k = 0; k < weights.length - 1; k++) {
            at -= weights[k];
            if (at < 0) {
                return k;
            }
        }
        return weights.length - 1;
    }
}
