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
    private final Counter shadows;
    private final Counter failedShadows;
    private final Timer latency;

    GenerationMeters(MeterRegistry meters) {
        this.faces = meters.counter("likeness.generator.faces");
        this.failures = meters.counter("likeness.generator.failures");
        this.shadows = meters.counter("likeness.generator.shadows");
        this.failedShadows = meters.counter("likeness.generator.shadow.failures");
        this.latency = meters.timer("likeness.generator.latency");
    }

    void generated(int count, long startNanos) {
        faces.increment(count);
        latency.record(Duration.ofNanos(System.nanoTime() - startNanos));
    }

    void failed() {
        failures.increment();
    }

    /** Copies of requests are no faces that anybody has asked for. */
    void shadowed(boolean good) {
        (good ? shadows : failedShadows).increment();
    }
}
