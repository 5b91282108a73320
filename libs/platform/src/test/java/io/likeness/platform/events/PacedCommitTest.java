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
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.Test;

/** Offsets are committed together, never lost to a failure, and never for a partition that is somebody else's. */
class PacedCommitTest {
    private static final TopicPartition ONE = new TopicPartition("topic", 1);
    private static final TopicPartition TWO = new TopicPartition("topic", 2);

    private final MockConsumer<String, byte[]> kafka = new MockConsumer<>("earliest");
    private final List<Map<TopicPartition, OffsetAndMetadata>> commits = new ArrayList<>();
    private final Deque<Runnable> later = new ArrayDeque<>();
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
        later.remove().run();
        assertEquals(List.of(Map.of(ONE, new OffsetAndMetadata(6), TWO, new OffsetAndMetadata(1))), commits);
        assertTrue(later.isEmpty(), "nothing more to commit, nothing to wait for");
        commit.handled(ONE, 6);
        later.remove().run();
        assertEquals(Map.of(ONE, new OffsetAndMetadata(7)), commits.getLast());
    }

    @Test
    void commitsAgainWhatWasLost() {
        failing = true;
        commit.handled(ONE, 4);
        later.remove().run();
        failing = false;
        later.remove().run();
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
        later.remove().run();
        assertEquals(List.of(Map.of(TWO, new OffsetAndMetadata(8))), commits);
    }

    @SuppressWarnings("unchecked")
    private KafkaConsumer<String, byte[]> consumer() {
        return (KafkaConsumer<String, byte[]>) Proxy.newProxyInstance(
                PacedCommitTest.class.getClassLoader(),
                new Class<?>[] {KafkaConsumer.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "unwrap" -> kafka;
                    case "commitAsync" -> {
                        commits.add((Map<TopicPartition, OffsetAndMetadata>) arguments[0]);
                        yield failing
                                ? Uni.createFrom().failure(new RebalanceInProgressException())
                                : Uni.createFrom().voidItem();
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
