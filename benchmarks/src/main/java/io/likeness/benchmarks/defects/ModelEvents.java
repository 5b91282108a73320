package io.likeness.benchmarks.defects;

import io.likeness.contracts.Payload;
import io.likeness.contracts.event.Decoded;
import io.likeness.contracts.event.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What is said of versions on Kafka from now on: asked for, measured, decided, rolled out. For one thread. */
final class ModelEvents implements AutoCloseable {
    private static final List<Topic> TOPICS =
            List.of(Topic.EVALUATION_COMMAND, Topic.EVALUATION_EVENT, Topic.MODEL_EVENT);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;

    ModelEvents(String bootstrapServers) {
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = TOPICS.stream()
                .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** What came since the last call, or none after a moment. */
    List<Payload> next() {
        List<Payload> heard = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            Map<String, byte[]> headers = new HashMap<>();
            record.headers().forEach(header -> headers.put(header.key(), header.value()));
            Stream.of(Decoded.of(Topic.named(record.topic()), headers, record.value()))
                    .filter(Decoded.Known.class::isInstance)
                    .map(known -> ((Decoded.Known) known).event().payload())
                    .forEach(heard::add);
        }
        return heard;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
