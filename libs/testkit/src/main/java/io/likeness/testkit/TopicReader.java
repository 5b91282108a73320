package io.likeness.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads a topic raw, every partition from its first record, outside any consumer group. The topic must exist. Not safe
 * for threads; the caller closes it.
 */
public final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final String topic;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

    private TopicReader(String topic, KafkaConsumer<String, byte[]> consumer) {
        this.topic = topic;
        this.consumer = consumer;
    }

    /** Opens a topic at its first record; {@code bootstrapServers} is the broker's address. */
    public static TopicReader open(String bootstrapServers, String topic) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "allow.auto.create.topics", "false",
                        // A consumer that is closed waits for the answer to its last fetch, which by default comes
                        // after 500 ms.
                        "fetch.max.wait.ms", "50"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new TopicReader(topic, consumer);
    }

    /** Every record from the first to the last that the topic holds now, in the order of each partition. */
    public List<ConsumerRecord<String, byte[]>> readAll() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll();
        }
        return List.copyOf(seen);
    }

    /**
     * Reads on until one record fits, and returns the first that does.
     *
     * @throws AssertionError if none fits within the limit; it names the topic and how many records were read
     */
    public ConsumerRecord<String, byte[]> await(Duration limit, Predicate<ConsumerRecord<String, byte[]>> wanted) {
        return awaitAll(limit, records -> records.stream().anyMatch(wanted)).stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Reads on until all records read so far fit together, and returns them.
     *
     * @throws AssertionError if they do not fit within the limit; it names the topic and how many records were read
     */
    public List<ConsumerRecord<String, byte[]>> awaitAll(
            Duration limit, Predicate<List<ConsumerRecord<String, byte[]>>> wanted) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!wanted.test(seen)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("topic " + topic + ": no fitting record within " + limit + " among "
                        + seen.size() + " records");
            }
            poll();
        }
        return List.copyOf(seen);
    }

    /** Releases the connection. */
    @Override
    public void close() {
        consumer.close();
    }

    private void poll() {
        consumer.poll(POLL).forEach(seen::add);
    }
}
