package io.likeness.training.run;

import io.likeness.training.data.Batch;
import io.likeness.training.network.Adam;

/** How fast this machine trains this network, from a few steps whose result is thrown away. */
final class Calibration {
    private static final int WARM_UP = 3;
    private static final int STEPS = 12;
    private static final long MOST_NANOS = 2_000_000_000L;

    private Calibration() {}

    /** Images per second of whole steps, without the input pipeline. */
    static double imagesPerSecond(DataParallelStep step, float[] weights, Batch batch) {
        float[] scratch = weights.clone();
        Adam adam = new Adam(weights.length);
        for (int i = 0; i < WARM_UP; i++) {
            once(step, scratch, adam, batch);
        }
        long start = System.nanoTime();
        int steps = 0;
        do {
            once(step, scratch, adam, batch);
            steps++;
        } while (steps < STEPS && System.nanoTime() - start < MOST_NANOS);
        return steps * batch.count() * 1e9 / (System.nanoTime() - start);
    }

    private static void once(DataParallelStep step, float[] weights, Adam adam, Batch batch) {
        step.gradients(weights, batch);
        step.apply(batch, adam, 0, weights);
    }
}
