package io.likeness.testkit;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes records as any producer could. Safe for threads; the caller closes it. */
public final class TopicWriter implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final KafkaProducer<String, byte[]> producer;

    private TopicWriter(KafkaProducer<String, byte[]> producer) {
        this.producer = producer;
    }

    /** Opens a writer; {@code bootstrapServers} is the broker's address. */
    public static TopicWriter open(String bootstrapServers) {
        return new TopicWriter(new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer()));
    }

    /**
     * Writes one record and waits until the broker has it.
     *
     * @throws AssertionError if the broker refuses it or does not answer
     */
    public void write(String topic, @Nullable String key, Map<String, byte[]> headers, byte @Nullable [] value) {
        write(new ProducerRecord<>(topic, key, value), headers);
    }

    /** The same to a partition that the key does not choose. */
    public void write(
            TopicPartition partition, @Nullable String key, Map<String, byte[]> headers, byte @Nullable [] value) {
        write(new ProducerRecord<>(partition.topic(), partition.partition(), key, value), headers);
    }

    private void write(ProducerRecord<String, byte[]> record, Map<String, byte[]> headers) {
        headers.forEach(record.headers()::add);
        try {
            producer.send(record).get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("topic " + record.topic() + ": record not written", e);
        }
    }

    /** Releases the connection. */
    @Override
    public void close() {
        producer.close();
    }
}
