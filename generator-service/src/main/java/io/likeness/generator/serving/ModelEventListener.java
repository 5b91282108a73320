package io.likeness.generator.serving;

import io.likeness.contracts.Payload;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.model.GateDecided;
import io.likeness.contracts.model.ModelEvent;
import io.likeness.contracts.model.ModelPromoted;
import io.likeness.contracts.model.ModelRegistered;
import io.likeness.contracts.model.RolloutChanged;
import io.likeness.contracts.model.VersionDeleted;
import io.likeness.contracts.model.VersionRef;
import io.likeness.platform.events.EventConsumer;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears of promotions, rollouts and deletions. */
@ApplicationScoped
class ModelEventListener {
    private final EventConsumer consumer;
    private final ChampionReconciliation reconciliation;
    private final RolloutParticipation rollouts;

    ModelEventListener(EventConsumer consumer, ChampionReconciliation reconciliation, RolloutParticipation rollouts) {
        this.consumer = consumer;
        this.reconciliation = reconciliation;
        this.rollouts = rollouts;
    }

    @Incoming("model-events")
    @Blocking
    void on(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        consumer.consume(Topic.MODEL_EVENT, record, this::apply);
    }

    private void apply(Event<? extends Payload> event) {
        switch ((ModelEvent) event.payload()) {
            case ModelPromoted promotion -> reconciliation.promoted(promotion.version());
            case VersionDeleted deletion ->
                reconciliation.deleted(VersionRef.of(deletion.modelName(), deletion.version()));
            case RolloutChanged changed -> rollouts.heard(changed);
            case ModelRegistered registered -> {}
            case GateDecided decided -> {}
        }
    }
}
