package io.likeness.training.protocol;

/**
 * How many faces an evaluation takes: enough for distances to settle, few enough for a minute, and fewer of large images, because sets are
 * held in memory. Immutable, safe for threads.
 *
 * @param samples to draw, and as many from N(0, I): 1,024 of images up to 128 x 128 in colour, never below 64
 * @param heldOut real faces to take where there are so many, up to twice as many as samples: rare errors of reconstruction are measured
 */
public record EvaluationSize(int samples, int heldOut) {
    /** Training faces among which the nearest are searched; of more, evenly spread ones. */
    public static final int MOST_SEARCHED = 60_000;

    private static final int USUAL = 1_024;
    private static final int LEAST = 64;
    private static final int SET_BYTES = 48 << 20;
    private static final int HEALTH_USUAL = 512;
    private static final int HEALTH_NUMBERS = 6 << 20;

    /**
     * Samples, and as many photographs, by whose comparison the adversarial stage sees after each epoch how it does: 512 of images up to 64 x 64
     * in colour, fewer of larger ones, whose sets are held as numbers.
     */
    public static int healthImages(int imageLength) {
        return Math.clamp(HEALTH_NUMBERS / imageLength, LEAST, HEALTH_USUAL);
    }

    /** @param imageLength {@code C * S * S} */
    public static EvaluationSize of(int imageLength) {
        int held = SET_BYTES / imageLength;
        return new EvaluationSize(Math.clamp(held, LEAST, USUAL), Math.clamp(held, LEAST, 2 * USUAL));
    }

    /** Images that are in memory as bytes at once: samples of three kinds, held-out faces and their reconstructions. */
    long images() {
        return 3L * samples + 2L * heldOut;
    }
}
