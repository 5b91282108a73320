package io.likeness.generator.serving;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** An assignment starts at the end of the topic: what was promoted before it is asked of the registry. */
@ApplicationScoped
@Identifier("model-events")
class ModelEventAssignment implements KafkaConsumerRebalanceListener {
    private final ChampionReconciliation reconciliation;

    ModelEventAssignment(ChampionReconciliation reconciliation) {
        this.reconciliation = reconciliation;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        reconciliation.wake();
    }
}
