package io.likeness.trainer.run;

import io.likeness.training.protocol.EpochReport;
import io.likeness.training.protocol.Metrics;
import io.likeness.training.protocol.TrainingReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what one attempt uses, on top of what earlier ones have used. Safe for threads. */
final class CostLedger {
    private final Spending before;
    private final Clock clock;
    private final Instant begun;
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private volatile String device = "";
    private double counted = Double.NaN;

    /** Begins to count now. */
    CostLedger(Spending before, Clock clock) {
        this.before = before;
        this.clock = clock;
        this.begun = clock.instant();
    }

    String device() {
        return device;
    }

    /** What an epoch alone has taken of what the engine counts in all; of the first after a resumption, what epochs have taken so far. */
    synchronized double cpuSecondsOf(EpochReport report) {
        double before = Double.isNaN(counted) ? report.cpuSeconds() * (report.epoch() - 1) / report.epoch() : counted;
        counted = report.cpuSeconds();
        return Math.max(0, counted - before);
    }

    void read(long bytes) {
        read.addAndGet(bytes);
    }

    void wrote(long bytes) {
        written.addAndGet(bytes);
    }

    /** What trains, as the engine calls it. */
    void trainsOn(String name) {
        device = name;
    }

    Spending spent() {
        double seconds = Duration.between(begun, clock.instant()).toMillis() / 1000.0;
        return new Spending(
                before.wallSeconds() + seconds, before.bytesRead() + read.get(), before.bytesWritten() + written.get());
    }

    /**
     * By the names of {@link Metrics}, before the artifacts are stored.
     *
     * @param images the dataset's training images
     */
    Map<String, Double> metrics(TrainingReport report, long images, Prices prices) {
        Spending spent = spent();
        double cpuSeconds = report.epochs().getLast().cpuSeconds();
        double cost = prices.cost(device, cpuSeconds, spent.wallSeconds());
        double trained = (double) images * report.epochs().size();
        return Map.of(
                Metrics.CPU_SECONDS,
                cpuSeconds,
                Metrics.WALL_SECONDS,
                spent.wallSeconds(),
                Metrics.PEAK_MEMORY_BYTES,
                (double) peakMemoryBytes(report),
                Metrics.BYTES_READ,
                (double) spent.bytesRead(),
                Metrics.BYTES_WRITTEN,
                (double) spent.bytesWritten(),
                Metrics.COST,
                cost,
                Metrics.COST_PER_THOUSAND_IMAGES,
                cost / trained * 1000);
    }

    private static long peakMemoryBytes(TrainingReport report) {
        return report.epochs().stream()
                .mapToLong(EpochReport::peakMemoryBytes)
                .max()
                .orElse(0);
    }
}
