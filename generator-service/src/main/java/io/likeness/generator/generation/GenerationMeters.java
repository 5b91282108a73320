package io.likeness.generator.generation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Counts what was generated. Safe for threads. */
@ApplicationScoped
class GenerationMeters {
    private final Counter faces;
    private final Counter failures;
    private final Counter shadows;
    private final Counter failedShadows;
    private final Timer latency;
    private final Timer batches;

    GenerationMeters(MeterRegistry meters) {
        this.faces = counter(meters, "likeness.generator.faces", "Faces that were drawn for requests");
        this.failures = counter(meters, "likeness.generator.failures", "Generations that failed");
        this.shadows = counter(meters, "likeness.generator.shadows", "Copies of requests that were drawn");
        this.failedShadows = counter(meters, "likeness.generator.shadow.failures", "Copies of requests that failed");
        this.latency = Timer.builder("likeness.generator.latency")
                .description("From the begin of a generation to its end")
                .register(meters);
        this.batches = Timer.builder("likeness.generator.batch")
                .description("Time to draw a batch of faces")
                .register(meters);
    }

    /** Are shown from the start on, not only once something is drawn. */
    void show(@Observes StartupEvent event) {}

    void generated(int count, long startNanos) {
        faces.increment(count);
        latency.record(Duration.ofNanos(System.nanoTime() - startNanos));
    }

    void drawn(long startNanos) {
        batches.record(Duration.ofNanos(System.nanoTime() - startNanos));
    }

    void failed() {
        failures.increment();
    }

    /** Copies of requests are no faces that anybody has asked for. */
    void shadowed(boolean good) {
        (good ? shadows : failedShadows).increment();
    }

    private static Counter counter(MeterRegistry meters, String name, String description) {
        return Counter.builder(name).description(description).register(meters);
    }
}
