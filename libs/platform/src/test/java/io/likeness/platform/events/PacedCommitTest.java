package io.likeness.platform.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Offsets are committed together, never lost to a failure, and never for a partition that is somebody else's. */
class PacedCommitTest {
    private static final TopicPartition ONE = new TopicPartition("topic", 1);
    private static final TopicPartition TWO = new TopicPartition("topic", 2);

    private final List<Map<TopicPartition, OffsetAndMetadata>> commits = new ArrayList<>();
    private final MockConsumer<String, byte[]> kafka = new MockConsumer<>("earliest") {
        @Override
        public void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable OffsetCommitCallback callback) {
            if (callback == null) {
                // A synchronous commit.
                super.commitAsync(offsets, null);
                return;
            }
            commits.add(offsets);
            callback.onComplete(offsets, failing ? new RebalanceInProgressException() : null);
        }
    };
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final Deque<Runnable> polling = new ArrayDeque<>();
    private boolean failing;
    private final PacedCommit commit = new PacedCommit(consumer(), later::add);

    PacedCommitTest() {
        kafka.assign(List.of(ONE, TWO));
        commit.partitionsAssigned(List.of(ONE, TWO));
    }

    @Test
    void commitsTheLastOfEachPartitionOnce() {
        commit.handled(ONE, 4);
        commit.handled(ONE, 5);
        commit.handled(TWO, 0);
        assertEquals(1, later.size());
        pass();
        assertEquals(List.of(Map.of(ONE, new OffsetAndMetadata(6), TWO, new OffsetAndMetadata(1))), commits);
        assertTrue(later.isEmpty(), "nothing more to commit, nothing to wait for");
        commit.handled(ONE, 6);
        pass();
        assertEquals(Map.of(ONE, new OffsetAndMetadata(7)), commits.getLast());
    }

    @Test
    void commitsAgainWhatWasLost() {
        failing = true;
        commit.handled(ONE, 4);
        pass();
        failing = false;
        pass();
        assertEquals(List.of(Map.of(ONE, new OffsetAndMetadata(5)), Map.of(ONE, new OffsetAndMetadata(5))), commits);
        assertTrue(later.isEmpty());
    }

    @Test
    void commitsAtOnceWhatIsHandedOnAndNothingOfItAfterwards() {
        commit.handled(ONE, 4);
        commit.handled(TWO, 7);
        commit.partitionsRevoked(List.of(ONE));
        assertEquals(new OffsetAndMetadata(5), kafka.committed(Set.of(ONE)).get(ONE));
        commit.handled(ONE, 5);
        pass();
        assertEquals(List.of(Map.of(TWO, new OffsetAndMetadata(8))), commits);
    }

    @Test
    void commitsNothingThatIsHandedOnWhileTheThreadThatPollsIsBusy() {
        commit.handled(ONE, 4);
        later.remove().run();
        commit.handled(ONE, 5);
        commit.partitionsRevoked(List.of(ONE));
        polling.remove().run();
        assertEquals(List.of(), commits, "the next consumer may be further by now");
        assertEquals(new OffsetAndMetadata(6), kafka.committed(Set.of(ONE)).get(ONE));
    }

    /** It is time for a commit, and nothing is polled for at this moment. */
    private void pass() {
        later.remove().run();
        polling.remove().run();
    }

    @SuppressWarnings("unchecked")
    private KafkaConsumer<String, byte[]> consumer() {
        return (KafkaConsumer<String, byte[]>) Proxy.newProxyInstance(
                PacedCommitTest.class.getClassLoader(),
                new Class<?>[] {KafkaConsumer.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "unwrap" -> kafka;
                    case "runOnPollingThread" -> {
                        polling.add(() -> ((Consumer<Object>) arguments[0]).accept(kafka));
                        yield Uni.createFrom().voidItem();
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
