package io.likeness.gateway.dataset;

import io.likeness.contracts.dataset.DatasetDeleted;
import io.likeness.contracts.dataset.DatasetEvent;
import io.likeness.contracts.dataset.DatasetImportCancelled;
import io.likeness.contracts.dataset.DatasetImportStarted;
import io.likeness.contracts.dataset.DatasetRejected;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.ErasureFailed;
import io.likeness.contracts.dataset.ImageErased;
import io.likeness.contracts.dataset.ImportProgressed;
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
    private final Event<ImageErased> erasures;
    private final Event<ErasureFailed> failures;

    public DatasetListener(
            EventConsumer consumer,
            DatasetProjection projection,
            Event<DatasetSealed> seals,
            Event<ImageErased> erasures,
            Event<ErasureFailed> failures) {
        this.consumer = consumer;
        this.projection = projection;
        this.seals = seals;
        this.erasures = erasures;
        this.failures = failures;
    }

    @Incoming("dataset-events")
    @Blocking
    void on(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        consumer.consume(Topic.DATASET_EVENT, record, event -> {
            projection.apply((DatasetEvent) event.payload(), event.headers().time());
            switch ((DatasetEvent) event.payload()) {
                case DatasetSealed sealed -> seals.fire(sealed);
                case ImageErased erased -> erasures.fire(erased);
                case ErasureFailed failed -> failures.fire(failed);
                case DatasetImportStarted ignored -> {}
                case ImportProgressed ignored -> {}
                case DatasetRejected ignored -> {}
                case DatasetImportCancelled ignored -> {}
                case DatasetDeleted ignored -> {}
            }
        });
    }
}
