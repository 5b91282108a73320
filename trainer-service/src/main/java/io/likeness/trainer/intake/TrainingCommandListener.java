package io.likeness.trainer.intake;

import io.likeness.contracts.Payload;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.training.CancelTraining;
import io.likeness.contracts.training.DeleteTraining;
import io.likeness.contracts.training.EraseTraces;
import io.likeness.contracts.training.StartTraining;
import io.likeness.contracts.training.TrainingCommand;
import io.likeness.platform.events.EventConsumer;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hands training commands over. */
@ApplicationScoped
public class TrainingCommandListener {
    private final EventConsumer consumer;
    private final Admissions admissions;
    private final Cancellations cancellations;
    private final Deletions deletions;
    private final Erasures erasures;

    public TrainingCommandListener(
            EventConsumer consumer,
            Admissions admissions,
            Cancellations cancellations,
            Deletions deletions,
            Erasures erasures) {
        this.consumer = consumer;
        this.admissions = admissions;
        this.cancellations = cancellations;
        this.deletions = deletions;
        this.erasures = erasures;
    }

    @Incoming("training-commands")
    @Blocking
    void on(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        consumer.consume(Topic.TRAINING_COMMAND, record, this::handle);
    }

    private void handle(Event<? extends Payload> event) {
        String correlationId = event.headers().correlationId();
        switch ((TrainingCommand) event.payload()) {
            case StartTraining start -> admissions.accept(start, correlationId);
            case CancelTraining cancel -> cancellations.accept(cancel.trainingId(), correlationId);
            case DeleteTraining delete -> deletions.accept(delete.trainingId(), correlationId);
            case EraseTraces erase -> erasures.accept(erase, correlationId);
        }
    }
}
