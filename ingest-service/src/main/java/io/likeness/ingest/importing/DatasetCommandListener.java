package io.likeness.ingest.importing;

import io.likeness.contracts.Payload;
import io.likeness.contracts.dataset.CancelImport;
import io.likeness.contracts.dataset.DatasetCommand;
import io.likeness.contracts.dataset.DeleteDataset;
import io.likeness.contracts.dataset.EraseImage;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.contracts.dataset.ReviseDataset;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.Topic;
import io.likeness.ingest.erasure.Erasures;
import io.likeness.platform.events.EventConsumer;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hands commands from Kafka to {@link ImportJobs}, {@link Deletions} and {@link Erasures}; a record is acknowledged once its row is written. */
@ApplicationScoped
public class DatasetCommandListener {
    private final EventConsumer consumer;
    private final ImportJobs jobs;
    private final Deletions deletions;
    private final Erasures erasures;

    public DatasetCommandListener(EventConsumer consumer, ImportJobs jobs, Deletions deletions, Erasures erasures) {
        this.consumer = consumer;
        this.jobs = jobs;
        this.deletions = deletions;
        this.erasures = erasures;
    }

    @Incoming("dataset-commands")
    @Blocking
    void on(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        consumer.consume(Topic.DATASET_COMMAND, record, this::accept);
    }

    private void accept(Event<? extends Payload> event) {
        switch ((DatasetCommand) event.payload()) {
            case ImportDataset command -> jobs.accept(command, event.headers().correlationId());
            case ReviseDataset command -> jobs.accept(command, event.headers().correlationId());
            case CancelImport command -> jobs.cancel(command, event.headers().correlationId());
            case DeleteDataset command ->
                deletions.accept(command, event.headers().correlationId());
            case EraseImage command -> erasures.accept(command, event.headers().correlationId());
        }
    }
}
