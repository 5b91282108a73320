package io.likeness.benchmarks.training;

import io.likeness.contracts.training.Augmentation;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.data.BatchSource;
import io.likeness.training.data.ImageCache;
import java.nio.file.Path;

/** How fast the input pipeline alone (shuffle, augment, to float) gives images, with nobody computing on them. */
final class PipelineRate {
    /** Every kind of change, at usual strengths. */
    static final Augmentation EVERY_KIND = new Augmentation(10, 0.1, 0.1, true);

    private PipelineRate() {}

    /** Images per second of the second epoch; the first warms up. */
    static double measure(Path train, int count, TrainingConfiguration configuration) {
        ImageCache images = ImageCache.open(train, count, configuration);
        try (BatchSource batches = new BatchSource(images, configuration)) {
            drain(batches, 1);
            long start = System.nanoTime();
            drain(batches, 2);
            return count * 1e9 / (System.nanoTime() - start);
        }
    }

    private static void drain(BatchSource batches, int epoch) {
        batches.start(epoch, 0);
        for (int step = 0; step < batches.stepsPerEpoch(); step++) {
            batches.next();
        }
    }
}
