package io.likeness.trainer.intake;

import io.likeness.contracts.Payload;
import io.likeness.contracts.dataset.DatasetEvent;
import io.likeness.contracts.evaluation.EvaluateVersions;
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

/** Hands the commands for trainings and evaluations over, and the events of datasets. One consumer for all of them: all that the handlers need is the database. */
@ApplicationScoped
public class IntakeListener {
    private final EventConsumer consumer;
    private final Admissions admissions;
    private final Cancellations cancellations;
    private final Deletions deletions;
    private final Erasures erasures;
    private final Evaluations evaluations;

    public IntakeListener(
            EventConsumer consumer,
            Admissions admissions,
            Cancellations cancellations,
            Deletions deletions,
            Erasures erasures,
            Evaluations evaluations) {
        this.consumer = consumer;
        this.admissions = admissions;
        this.cancellations = cancellations;
        this.deletions = deletions;
        this.erasures = erasures;
        this.evaluations = evaluations;
    }

    @Incoming("intake")
    @Blocking
    void on(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        consumer.consume(Topic.named(record.topic()), record, this::handle);
    }

    private void handle(Event<? extends Payload> event) {
        switch (event.payload()) {
            case TrainingCommand command -> handle(command, event.headers().correlationId());
            case EvaluateVersions command ->
                evaluations.accept(command, event.headers().correlationId());
            case DatasetEvent happened -> admissions.note(happened);
            case Payload unheard -> throw new IllegalStateException("the trainer hears no " + unheard);
        }
    }

    private void handle(TrainingCommand command, String correlationId) {
        switch (command) {
            case StartTraining start -> admissions.accept(start, correlationId);
            case CancelTraining cancel -> cancellations.accept(cancel.trainingId(), correlationId);
            case DeleteTraining delete -> deletions.accept(delete.trainingId(), correlationId);
            case EraseTraces erase -> erasures.accept(erase, correlationId);
        }
    }
}
