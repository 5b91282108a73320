package io.likeness.benchmarks.training;

import io.likeness.benchmarks.Comparison;
import io.likeness.contracts.training.TrainingConfiguration;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** How well faces that decided nothing are reconstructed after whole trainings by ours and by libtorch, from one start. */
final class QualityBenchmark {
    private static final Setting PEER = Setting.ALL.getLast();

    private final Contest contest;
    private final int epochs;
    private final long seed;

    /** @param seed of initial weights and orders */
    QualityBenchmark(Contest contest, int epochs, long seed) {
        this.contest = contest;
        this.epochs = epochs;
        this.seed = seed;
    }

    /** Mean squared errors on the test images. */
    Comparison run() throws IOException {
        TrainingConfiguration plain = Configurations.seed(epochs).withSeed(seed);
        Quality ours = train("ours", contest.ours(plain));
        Quality peer = train("libtorch", contest.libtorch(PEER, plain.batch()));
        Quality similarity = train(
                "ours, MSE + 0.5 (1 - SSIM)",
                contest.ours(Configurations.withSimilarity(epochs).withSeed(seed)));
        System.out.printf("test images after %d epochs:%n", epochs);
        print("ours", ours);
        print("libtorch", peer);
        print("ours, MSE + 0.5 (1 - SSIM)", similarity);
        return Comparison.of(
                "mean squared error", List.of(new Comparison.Round(ours.meanSquaredError(), peer.meanSquaredError())));
    }

    private Quality train(String name, Trainer started) throws IOException {
        try (Trainer trainer = started) {
            System.out.println(name + ": epoch, training loss, validation loss, images/s");
            for (int i = 1; i <= epochs; i++) {
                Epoch epoch = trainer.epoch();
                System.out.printf(
                        Locale.ROOT,
                        "  %3d  %.6f  %.6f  %6.0f%n",
                        i,
                        epoch.trainLoss(),
                        epoch.validationLoss(),
                        epoch.imagesPerSecond());
            }
            return trainer.test();
        }
    }

    private static void print(String name, Quality quality) {
        Double similarity = quality.structuralSimilarity();
        System.out.printf(
                Locale.ROOT,
                "  %-27s MSE %.6f%s%n",
                name,
                quality.meanSquaredError(),
                similarity == null ? "" : String.format(Locale.ROOT, ", SSIM %.4f", similarity));
    }
}
