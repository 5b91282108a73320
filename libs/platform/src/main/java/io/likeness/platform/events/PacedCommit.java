package io.likeness.platform.events;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the offsets of what is handled once in a while, again if that fails, and at once where partitions are handed on or the consumer
 * closes. What is not committed when its process dies is handled again. For handlers that take one record at a time. Safe for threads.
 */
final class PacedCommit implements KafkaCommitHandler {
    private static final Logger LOG = LoggerFactory.getLogger(PacedCommit.class);
    private static final int PACE_MILLIS = 1000;

    /** A broker that is away holds nobody up for longer. */
    private static final Duration HANDING_ON = Duration.ofSeconds(2);

    private final KafkaConsumer<?, ?> consumer;
    private final Executor later;
    private final Set<TopicPartition> assigned = new HashSet<>();
    private final Map<TopicPartition, OffsetAndMetadata> handled = new HashMap<>();
    private boolean planned;

    /** @param later runs what it is given, once, when it is time for the next commit */
    PacedCommit(KafkaConsumer<?, ?> consumer, Executor later) {
        this.consumer = consumer;
        this.later = later;
    }

    /** Makes the handler of channels whose {@code commit-strategy} is {@code paced}; the pace is {@code auto.commit.interval.ms}. */
    @ApplicationScoped
    @Identifier("paced")
    static class Factory implements KafkaCommitHandler.Factory {
        @Override
        public KafkaCommitHandler create(
                KafkaConnectorIncomingConfiguration channel,
                Vertx vertx,
                KafkaConsumer<?, ?> consumer,
                BiConsumer<Throwable, Boolean> reportFailure) {
            int pace = channel.config()
                    .getOptionalValue(ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG, Integer.class)
                    .orElse(PACE_MILLIS);
            return new PacedCommit(consumer, action -> vertx.setTimer(pace, timer -> action.run()));
        }
    }

    @Override
    public synchronized void partitionsAssigned(Collection<TopicPartition> partitions) {
        assigned.addAll(partitions);
    }

    /** On the thread that polls, while the partitions are still this consumer's, unless it has lost them. */
    @Override
    public void partitionsRevoked(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> last = withdraw(partitions);
        if (last.isEmpty()) {
            return;
        }
        try {
            consumer.unwrap().commitSync(last, HANDING_ON);
        } catch (KafkaException e) {
            LOG.warn("handled records will be read again partitions={} cause={}", last.keySet(), e.toString());
        }
    }

    @Override
    public <K, V> Uni<Void> handle(IncomingKafkaRecord<K, V> record) {
        handled(new TopicPartition(record.getTopic(), record.getPartition()), record.getOffset());
        return Uni.createFrom().voidItem().runSubscriptionOn(record::runOnMessageContext);
    }

    /** A partition may have gone while its record was handled: it is the next consumer's, which reads the record again. */
    synchronized void handled(TopicPartition partition, long offset) {
        if (assigned.contains(partition)) {
            handled.put(partition, new OffsetAndMetadata(offset + 1));
            plan();
        }
    }

    private synchronized void plan() {
        if (!planned && !handled.isEmpty()) {
            planned = true;
            later.execute(this::commit);
        }
    }

    private void commit() {
        consumer.runOnPollingThread(this::send).subscribe().with(sent -> {}, failure -> again(due(), failure));
    }

    /** On the thread that polls, on which no partition is handed on meanwhile: what is looked up here is still this consumer's. */
    private void send(Consumer<?, ?> kafka) {
        Map<TopicPartition, OffsetAndMetadata> now = due();
        if (!now.isEmpty()) {
            kafka.commitAsync(now, (offsets, failure) -> {
                if (failure == null) {
                    committed(now);
                } else {
                    again(now, failure);
                }
            });
        }
    }

    private void again(Map<TopicPartition, OffsetAndMetadata> offsets, Throwable failure) {
        LOG.debug("not committed, will try again partitions={}", offsets.keySet(), failure);
        plan();
    }

    private synchronized Map<TopicPartition, OffsetAndMetadata> due() {
        planned = false;
        return Map.copyOf(handled);
    }

    private synchronized void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach(handled::remove);
    }

    private synchronized Map<TopicPartition, OffsetAndMetadata> withdraw(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> last = new HashMap<>(handled);
        last.keySet().retainAll(partitions);
        handled.keySet().removeAll(partitions);
        assigned.removeAll(partitions);
        return last;
    }
}
