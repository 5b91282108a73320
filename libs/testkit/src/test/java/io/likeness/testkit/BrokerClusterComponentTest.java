package io.likeness.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.standalone.servers.BrokerServer;
import io.likeness.standalone.servers.ChildProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes from the jars that otherwise run one. */
final class BrokerClusterComponentTest {
    private static final int NODES = 3;
    private static final Duration START = Duration.ofSeconds(90);
    private static final String TOPIC = "kept-by-three";

    @TempDir
    private Path folder;

    private final List<ChildProcess> nodes = new ArrayList<>();

    @AfterEach
    void killNodes() {
        nodes.forEach(ChildProcess::kill);
    }

    @Test
    void losesNothingThatWasAcknowledgedWhileOneNodeAfterTheOtherIsKilled() throws Exception {
        List<Integer> ports = FreePorts.take(2 * NODES);
        start(ports);
        String servers = IntStream.range(0, NODES)
                .mapToObj(i -> "127.0.0.1:" + ports.get(2 * i))
                .collect(Collectors.joining(","));
        Map<String, Object> address =
                Map.of("bootstrap.servers", servers, "acks", "all", "request.timeout.ms", 5000, "linger.ms", 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers));
                KafkaProducer<String, byte[]> producer =
                        new KafkaProducer<>(address, new StringSerializer(), new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
            assertEquals(NODES, partition(admin).replicas().size(), "a topic without a wish is kept by all");
            int sent = send(producer, 0);
            for (int round = 0; round < 2; round++) {
                int leader = partition(admin).leader().id();
                nodes.get(leader - 1).kill();
                sent = send(producer, sent);
                restart(leader);
            }
            try (TopicReader reader = TopicReader.open(servers, TOPIC)) {
                assertEquals(
                        IntStream.range(0, sent).mapToObj(Integer::toString).toList(),
                        reader.readAll().stream().map(record -> record.key()).toList());
            }
        }
    }

    private void start(List<Integer> ports) {
        String quorum = IntStream.range(0, NODES)
                .mapToObj(i -> (i + 1) + "@127.0.0.1:" + ports.get(2 * i + 1))
                .collect(Collectors.joining(","));
        for (int i = 0; i < NODES; i++) {
            nodes.add(ChildProcess.start(BrokerServer.ofSeveral(
                    TestServers.classPath("broker"),
                    i + 1,
                    ports.get(2 * i),
                    ports.get(2 * i + 1),
                    quorum,
                    folder.resolve("kafka-" + (i + 1)),
                    folder.resolve("kafka-" + (i + 1) + ".log"))));
        }
        nodes.forEach(node -> node.awaitReady(START));
    }

    private void restart(int node) {
        ChildProcess again = ChildProcess.start(nodes.get(node - 1).specification());
        nodes.set(node - 1, again);
        again.awaitReady(START);
    }

    /** Ten more records, each acknowledged by all nodes that are in step. */
    private static int send(KafkaProducer<String, byte[]> producer, int first)
            throws ExecutionException, InterruptedException {
        for (int i = first; i < first + 10; i++) {
            producer.send(new ProducerRecord<>(TOPIC, Integer.toString(i), "kept".getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
        return first + 10;
    }

    private static TopicPartitionInfo partition(Admin admin) throws ExecutionException, InterruptedException {
        return Objects.requireNonNull(admin.describeTopics(List.of(TOPIC))
                        .allTopicNames()
                        .get()
                        .get(TOPIC))
                .partitions()
                .getFirst();
    }
}
