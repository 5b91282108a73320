package io.likeness.gateway.dataset;

import io.likeness.contracts.dataset.DatasetEvent;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.event.Topic;
import io.likeness.platform.events.EventConsumer;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears what happens to datasets. */
@ApplicationScoped
public class DatasetListener {
    private final EventConsumer consumer;
    private final DatasetProjection projection;
    private final Event<DatasetSealed> seals;

    public DatasetListener(EventConsumer consumer, DatasetProjection projection, Event<DatasetSealed> seals) {
        this.consumer = consumer;
        this.projection = projection;
        this.seals = seals;
    }

    @Incoming("dataset-events")
    @Blocking
    void on(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        consumer.consume(Topic.DATASET_EVENT, record, event -> {
            projection.apply((DatasetEvent) event.payload(), event.headers().time());
            if (event.payload() instanceof DatasetSealed sealed) {
                seals.fire(sealed);
            }
        });
    }
}
