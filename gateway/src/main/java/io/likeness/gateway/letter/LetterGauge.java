package io.likeness.gateway.letter;

import io.likeness.platform.metrics.Fresh;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Jdbi;

/** Measures how many dead letters wait for somebody's decision. Safe for threads. */
@Singleton
public class LetterGauge {
    private final MeterRegistry meters;
    private final Fresh<Long> waiting;

    public LetterGauge(Jdbi jdbi, MeterRegistry meters) {
        this.meters = meters;
        this.waiting = new Fresh<>(() -> jdbi.withHandle(LetterTable::waiting));
    }

    void register(@Observes StartupEvent event) {
        Gauge.builder(
                        "likeness.dead.letters",
                        waiting,
                        asked -> asked.find().map(Long::doubleValue).orElse(Double.NaN))
                .description("Dead letters that nobody has decided about")
                .baseUnit("letters")
                .register(meters);
    }
}
