package io.likeness.trainer.intake;

import io.likeness.contracts.dataset.DatasetEvent;
import io.likeness.contracts.event.Topic;
import io.likeness.platform.events.EventConsumer;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hands the events of datasets over. */
@ApplicationScoped
public class DatasetEventListener {
    private final EventConsumer consumer;
    private final Admissions admissions;

    public DatasetEventListener(EventConsumer consumer, Admissions admissions) {
        this.consumer = consumer;
        this.admissions = admissions;
    }

    @Incoming("dataset-events")
    @Blocking
    void on(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        consumer.consume(Topic.DATASET_EVENT, record, event -> admissions.note((DatasetEvent) event.payload()));
    }
}
