package io.likeness.testkit;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
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
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, value);
        headers.forEach(record.headers()::add);
        try {
            producer.send(record).get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("topic " + topic + ": record not written", e);
        }
    }

    /** Releases the connection. */
    @Override
    public void close() {
        producer.close();
    }
}
