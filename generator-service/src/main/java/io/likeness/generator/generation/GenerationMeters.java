package io.likeness.generator.generation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Counts what was generated. Safe for threads. */
@ApplicationScoped
class GenerationMeters {
    private final Counter faces;
    private final Counter failures;
    private final Timer latency;

    GenerationMeters(MeterRegistry meters) {
        this.faces = meters.counter("likeness.generator.faces");
        this.failures = meters.counter("likeness.generator.failures");
        this.latency = meters.timer("likeness.generator.latency");
    }

    void generated(int count, long startNanos) {
        faces.increment(count);
        latency.record(Duration.ofNanos(System.nanoTime() - startNanos));
    }

    void failed() {
        failures.increment();
    }
}
