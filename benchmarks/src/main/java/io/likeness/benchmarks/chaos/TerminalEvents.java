package io.likeness.benchmarks.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The events that end work, as they lie on Kafka: for each piece of work the ids of those that ended it. The same event may lie there
 * twice, as it is sent at least once; two events for one piece of work are two ends.
 */
record TerminalEvents(Map<String, Set<String>> idsByWork) {
    private static final Map<String, Set<String>> TYPES = Map.of(
            "likeness.generation.event.v1", Set.of("FacesGenerated", "GenerationFailed", "GenerationCancelled"),
            "likeness.dataset.event.v1", Set.of("DatasetSealed", "DatasetRejected", "DatasetImportCancelled"),
            "likeness.training.event.v1", Set.of("TrainingCompleted", "TrainingFailed", "TrainingCancelled"));
    private static final Duration POLL = Duration.ofMillis(500);

    static TerminalEvents read(String bootstrapServers) {
        Map<String, Set<String>> ids = new HashMap<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new ByteArrayDeserializer())) {
            TYPES.forEach((topic, types) -> read(consumer, topic, types, ids));
        }
        return new TerminalEvents(ids);
    }

    /** How many ends there were beyond the first, over all work. */
    long surplus() {
        return idsByWork.values().stream().mapToLong(ids -> ids.size() - 1).sum();
    }

    private static void read(
            KafkaConsumer<String, byte[]> consumer, String topic, Set<String> types, Map<String, Set<String>> ids) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (types.contains(header(record, "ce_type").substring(topic.length() + 1))) {
                    ids.computeIfAbsent(record.key(), key -> new HashSet<>()).add(header(record, "ce_id"));
                }
            }
        }
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
