package io.likeness.trainer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.training.AdversarialStage;
import io.likeness.contracts.training.CostEstimate;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.trainer.engine.EngineEvent.Started;
import io.likeness.training.protocol.EpochReport;
import io.likeness.training.protocol.TrainingReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CostLedgerTest {
    private static final double ROUNDING = 1e-12;
    private static final TrainingConfiguration PLAIN =
            TrainingConfiguration.seedPreset().withEpochs(10);
    /** 12 epochs of an autoencoder, then 20 of the adversarial stage. */
    private static final TrainingConfiguration SHARPENED = TrainingConfiguration.seedPreset()
            .withEpochs(12)
            .withAdversarial(new AdversarialStage(20, 1e-4, 4e-4, List.of(8, 16), 10));

    private static final Prices PRICES = new Prices(0.02, 0.30, "EUR");

    private final SettableClock clock = new SettableClock();

    @Test
    void addsUpAttempts() {
        CostLedger ledger = new CostLedger(new Spending(100, 1000, 10), clock);
        ledger.read(500);
        ledger.wrote(5);
        ledger.wrote(6);
        clock.pass(Duration.ofMillis(2500));
        assertEquals(new Spending(102.5, 1500, 21), ledger.spent());
    }

    @Test
    void chargesTheProcessorsForTheTimeThatTheyWorked() {
        CostLedger ledger = new CostLedger(new Spending(3000, 1000, 10), clock);
        ledger.trainsOn("CPU, 2 replicas");
        clock.pass(Duration.ofSeconds(600));
        Map<String, Double> metrics = ledger.metrics(report(epoch(1, 3000, 9), epoch(2, 7200, 7)), 500, PRICES);
        assertEquals(7200.0, amount(metrics, "cpuSeconds"));
        assertEquals(3600.0, amount(metrics, "wallSeconds"));
        assertEquals(9.0, amount(metrics, "peakMemoryBytes"), "the greatest, not the last");
        assertEquals(1000.0, amount(metrics, "bytesRead"));
        assertEquals(10.0, amount(metrics, "bytesWritten"));
        assertEquals(0.04, amount(metrics, "cost"), ROUNDING, "two core-hours");
        assertEquals(0.04, amount(metrics, "costPerThousandImages"), ROUNDING, "500 images twice are a thousand");
    }

    @Test
    void chargesAGpuForTheWholeTime() {
        CostLedger ledger = new CostLedger(new Spending(3000, 0, 0), clock);
        ledger.trainsOn("CUDA 11.6, 1 device");
        clock.pass(Duration.ofSeconds(600));
        Map<String, Double> metrics = ledger.metrics(report(epoch(1, 7200, 9)), 250, PRICES);
        assertEquals(0.30, amount(metrics, "cost"), ROUNDING, "an hour");
        assertEquals(1.20, amount(metrics, "costPerThousandImages"), ROUNDING);
    }

    @Test
    void estimatesTheRestFromTheMeasuredSpeed() {
        assertEquals(
                Optional.of(new CostEstimate(3600, 0.04, "EUR")),
                PRICES.estimate(new Started(1, "CPU", 100, null, 0), PLAIN, 36_000, 2));
        assertEquals(
                Optional.of(new CostEstimate(3600, 0.30, "EUR")),
                PRICES.estimate(new Started(1, "CUDA", 100, null, 0), PLAIN, 36_000, 2));
        assertTrue(PRICES.estimate(new Started(1, "CPU", 0, null, 0), PLAIN, 36_000, 2)
                .isEmpty());
    }

    @Test
    void estimatesEachStageAtItsOwnSpeed() {
        assertEquals(12 * 100 + 20 * 1000, seconds(0));
        assertEquals(7 * 100 + 20 * 1000, seconds(5));
        assertEquals(20 * 1000, seconds(12));
        assertEquals(1000, seconds(31));
        assertEquals(0, seconds(32), "the last checkpoint leaves only what follows the epochs");
        assertTrue(
                PRICES.estimate(new Started(1, "CPU", 100, null, 0), SHARPENED, 10_000, 2)
                        .isEmpty(),
                "an engine that does not say how fast the second stage is");
    }

    private static double seconds(int resumedAfterEpoch) {
        return PRICES.estimate(new Started(1, "CPU", 100, 10.0, resumedAfterEpoch), SHARPENED, 10_000, 2)
                .orElseThrow()
                .seconds();
    }

    private static double amount(Map<String, Double> metrics, String name) {
        return Objects.requireNonNull(metrics.get(name), name);
    }

    private static EpochReport epoch(int epoch, double cpuSeconds, long peakMemoryBytes) {
        return new EpochReport(epoch, 0.1, 0.1, Map.of(), Map.of(), 1e-3, 100, 1, 0, cpuSeconds, peakMemoryBytes);
    }

    private static TrainingReport report(EpochReport... epochs) {
        return new TrainingReport(
                TrainingConfiguration.seedPreset(),
                2,
                1,
                1,
                List.of(epochs),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                null);
    }

    /** A clock that moves when it is told to. */
    private static final class SettableClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void pass(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
