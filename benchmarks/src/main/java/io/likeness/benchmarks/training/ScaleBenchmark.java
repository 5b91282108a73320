package io.likeness.benchmarks.training;

import io.likeness.benchmarks.Comparison;
import io.likeness.contracts.training.TrainingConfiguration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Ours on a large dataset and on a small one, in turn: the speed of each, and the memory that the large one takes. */
final class ScaleBenchmark {
    private static final int ROUNDS = 3;
    private static final double MEBIBYTE = 1 << 20;

    private final Contest large;
    private final Contest small;

    ScaleBenchmark(Contest large, Contest small) {
        this.large = large;
        this.small = small;
    }

    /** Rates on the large dataset beside those on the small one. */
    Comparison run() throws IOException {
        TrainingConfiguration configuration = Configurations.seed(ROUNDS + 1);
        List<Comparison.Round> rounds = new ArrayList<>();
        try (Trainer many = large.ours(configuration);
                Trainer few = small.ours(configuration)) {
            few.epoch();
            Epoch last = many.epoch();
            for (int round = 0; round < ROUNDS; round++) {
                Epoch ofFew = few.epoch();
                last = many.epoch();
                rounds.add(new Comparison.Round(last.imagesPerSecond(), ofFew.imagesPerSecond()));
            }
            System.out.printf(
                    Locale.ROOT,
                    "anonymous resident size of the training process on %d images: %.0f MiB%n",
                    TrainingFiles.count(large.files().train()),
                    Objects.requireNonNull(last.anonymousBytes(), "anonymousBytes") / MEBIBYTE);
        }
        return Comparison.of("images/s", rounds);
    }
}
