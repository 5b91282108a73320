package io.likeness.platform.events;

import io.likeness.platform.metrics.Fresh;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.util.function.ToDoubleFunction;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** Measures how far the outbox is behind: every instance of a service tells the same of the one table. Safe for threads. */
@ApplicationScoped
public class OutboxGauges {
    private final Instance<DataSource> dataSource;
    private final MeterRegistry meters;
    private final Fresh<OutboxTable.Backlog> backlog;

    public OutboxGauges(Instance<DataSource> dataSource, Instance<Jdbi> jdbi, MeterRegistry meters) {
        OutboxTable table = new PostgresOutboxTable();
        this.dataSource = dataSource;
        this.meters = meters;
        this.backlog = new Fresh<>(() -> jdbi.get().withHandle(table::backlog));
    }

    void register(@Observes StartupEvent event) {
        if (dataSource.isResolvable()) {
            gauge("likeness.outbox.waiting", "Events that wait for the broker", "events", OutboxTable.Backlog::waiting);
            gauge(
                    "likeness.outbox.oldest",
                    "Age of the event that waits longest, 0 where none does",
                    "seconds",
                    OutboxTable.Backlog::oldestSeconds);
            gauge(
                    "likeness.outbox.refused",
                    "Events that the broker will never take, kept for a person",
                    "events",
                    OutboxTable.Backlog::refused);
        }
    }

    private void gauge(String name, String description, String unit, ToDoubleFunction<OutboxTable.Backlog> figure) {
        Gauge.builder(
                        name,
                        backlog,
                        asked -> asked.find().map(figure::applyAsDouble).orElse(Double.NaN))
                .description(description)
                .baseUnit(unit)
                .register(meters);
    }
}
