package io.likeness.benchmarks.training;

import io.likeness.benchmarks.Comparison;
import io.likeness.contracts.training.TrainingConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Images per second of ours and of libtorch's best setting, in turn, and whether both learn the same. */
final class SpeedBenchmark {
    private final Contest contest;
    private final TrainingConfiguration configuration;
    private final int rounds;

    SpeedBenchmark(Contest contest, TrainingConfiguration configuration, int rounds) {
        this.contest = contest;
        this.configuration = configuration;
        this.rounds = rounds;
    }

    /**
     * What was measured.
     *
     * @param oursFirst our first epoch
     * @param peerFirst libtorch's, from the same weights in the same order
     */
    record Result(Comparison speed, Setting setting, Epoch oursFirst, Epoch peerFirst) {}

    Result run() throws IOException {
        Setting best = bestSetting();
        System.out.printf(
                Locale.ROOT,
                "  %-12s %6.0f  two independent trainings of 1 thread: an upper bound, not one training%n",
                "2 processes",
                independent());
        System.out.println(
                "one epoch to warm up, then " + rounds + "; ours, libtorch with " + best.name() + " (images/s), ratio");
        try (Trainer ours = contest.ours(configuration);
                Trainer peer = contest.libtorch(best, configuration.batch())) {
            Epoch oursFirst = ours.epoch();
            Epoch peerFirst = peer.epoch();
            List<Comparison.Round> measured = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                measured.add(new Comparison.Round(
                        ours.epoch().imagesPerSecond(), peer.epoch().imagesPerSecond()));
            }
            return new Result(Comparison.of("images/s", measured), best, oursFirst, peerFirst);
        }
    }

    private Setting bestSetting() throws IOException {
        System.out.println("libtorch's settings (images/s):");
        Setting best = Setting.ONE_THREAD;
        double bestRate = 0;
        for (Setting setting : Setting.ALL) {
            try (Trainer trainer = contest.libtorch(setting, configuration.batch())) {
                double rate = warmRate(trainer);
                System.out.printf(Locale.ROOT, "  %-12s %6.0f%n", setting.name(), rate);
                if (rate > bestRate) {
                    bestRate = rate;
                    best = setting;
                }
            }
        }
        return best;
    }

    private double independent() throws IOException {
        try (Trainer one = contest.libtorch(Setting.ONE_THREAD, configuration.batch());
                Trainer other = contest.libtorch(Setting.ONE_THREAD, configuration.batch());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Double> first = CompletableFuture.supplyAsync(() -> warmRate(one), threads);
            CompletableFuture<Double> second = CompletableFuture.supplyAsync(() -> warmRate(other), threads);
            return first.join() + second.join();
        }
    }

    /** Of the second epoch; the first warms up. */
    private static double warmRate(Trainer trainer) {
        try {
            trainer.epoch();
            return trainer.epoch().imagesPerSecond();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
