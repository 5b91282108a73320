package io.likeness.gateway.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Arrays;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what became of attempts, {@code likeness_webhook_deliveries_total{result}}: {@code succeeded}, {@code retried} or {@code failed}; and measures how many deliveries wait,
 * {@code likeness_webhook_waiting}. Safe for threads.
 */
@Singleton
public class DeliveryMeters {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryMeters.class);

    private final Jdbi jdbi;
    private final MeterRegistry meters;

    public DeliveryMeters(Jdbi jdbi, MeterRegistry meters) {
        this.jdbi = jdbi;
        this.meters = meters;
    }

    void register(@Observes StartupEvent event) {
        Gauge.builder("likeness.webhook.waiting", this, DeliveryMeters::waiting)
                .description("Deliveries to webhooks that wait for an attempt")
                .register(meters);
        Arrays.stream(DeliveryStatus.values()).forEach(this::counter);
    }

    /** @param status of a delivery after an attempt */
    void count(DeliveryStatus status) {
        counter(status).increment();
    }

    private Counter counter(DeliveryStatus status) {
        return Counter.builder("likeness.webhook.deliveries")
                .description("Attempts at deliveries to webhooks by what follows from them")
                .tag("result", status == DeliveryStatus.PENDING ? "retried" : status.word())
                .register(meters);
    }

    private double waiting() {
        try {
            return jdbi.withHandle(DeliveryTable::countWaiting);
        } catch (RuntimeException e) {
            LOG.debug("deliveries not counted cause={}", String.valueOf(e.getMessage()));
            return Double.NaN;
        }
    }
}
