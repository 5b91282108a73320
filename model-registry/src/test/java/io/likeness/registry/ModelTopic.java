package io.likeness.registry;

import io.likeness.contracts.Payload;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.model.RolloutChanged;
import io.likeness.testkit.TestPlatform;
import io.likeness.testkit.TopicReader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the registry has announced, read raw. */
final class ModelTopic {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private ModelTopic() {}

    /** How the rollouts of one model went on, once there are {@code count} changes. */
    static List<RolloutChanged> rollouts(String modelName, int count) {
        try (TopicReader reader =
                TopicReader.open(TestPlatform.shared().bootstrapServers(), Topic.MODEL_EVENT.topicName())) {
            return changes(
                    modelName,
                    reader.awaitAll(
                            LIMIT, records -> changes(modelName, records).size() >= count));
        }
    }

    private static List<RolloutChanged> changes(String modelName, List<ConsumerRecord<String, byte[]>> records) {
        return records.stream()
                .filter(record -> record.key().equals(modelName))
                .map(record -> decode(record).payload())
                .filter(RolloutChanged.class::isInstance)
                .map(RolloutChanged.class::cast)
                .toList();
    }

    /** The records of one model but for those of rollouts, once there are {@code count}. */
    static List<ConsumerRecord<String, byte[]>> await(String modelName, int count) {
        try (TopicReader reader =
                TopicReader.open(TestPlatform.shared().bootstrapServers(), Topic.MODEL_EVENT.topicName())) {
            return of(
                    modelName,
                    reader.awaitAll(LIMIT, records -> of(modelName, records).size() >= count));
        }
    }

    static List<? extends Payload> payloads(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream().map(record -> decode(record).payload()).toList();
    }

    static Event<? extends Payload> decode(ConsumerRecord<String, byte[]> record) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), header.value()));
        return Event.decode(Topic.MODEL_EVENT, headers, record.value());
    }

    private static List<ConsumerRecord<String, byte[]>> of(
            String modelName, List<ConsumerRecord<String, byte[]>> records) {
        return records.stream()
                .filter(record -> record.key().equals(modelName))
                .filter(record -> !(decode(record).payload() instanceof RolloutChanged))
                .toList();
    }
}
