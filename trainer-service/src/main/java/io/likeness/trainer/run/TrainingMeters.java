package io.likeness.trainer.run;

import io.likeness.trainer.TrainerConfiguration;
import io.likeness.training.protocol.EpochReport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Measures the trainings of this process: how many, how fast, and what they have cost so far. Safe for threads. */
@ApplicationScoped
class TrainingMeters {
    private final Prices prices;
    private final AtomicInteger running = new AtomicInteger();
    private final Timer epochs;
    private final Counter images;
    private final Counter cpu;
    private final Counter cost;
    private volatile double speed;

    TrainingMeters(MeterRegistry meters, TrainerConfiguration configuration) {
        this.prices = Prices.of(configuration.price());
        Gauge.builder("likeness.training.running", running, AtomicInteger::get)
                .description("Trainings that this process has under way")
                .baseUnit("trainings")
                .register(meters);
        Gauge.builder("likeness.training.speed", this, training -> training.speed)
                .description("Images a second in the last epoch, 0 where none trains")
                .register(meters);
        this.epochs = Timer.builder("likeness.training.epoch")
                .description("Time of an epoch")
                .register(meters);
        this.images = counter(meters, "likeness.training.images", "Images learned from, each in each epoch", "images");
        this.cpu = counter(meters, "likeness.training.cpu", "Time that processors have spent on training", "seconds");
        this.cost = Counter.builder("likeness.training.cost")
                .description("What trainings have cost so far, by the configured prices")
                .tag("currency", configuration.price().currency())
                .register(meters);
    }

    /** Are shown from the start on, not only once something trains. */
    void show(@Observes StartupEvent event) {}

    void begun() {
        running.incrementAndGet();
    }

    void ended() {
        if (running.decrementAndGet() == 0) {
            speed = 0;
        }
    }

    /** @param cpuSeconds of this epoch alone */
    void epoch(Attempt attempt, EpochReport report, double cpuSeconds) {
        speed = report.imagesPerSecond();
        epochs.record(Duration.ofNanos((long) (report.seconds() * 1e9)));
        images.increment(attempt.images());
        cpu.increment(cpuSeconds);
        cost.increment(prices.cost(attempt.ledger().device(), cpuSeconds, report.seconds()));
    }

    private static Counter counter(MeterRegistry meters, String name, String description, String unit) {
        return Counter.builder(name).description(description).baseUnit(unit).register(meters);
    }
}
