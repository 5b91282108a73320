#!/usr/bin/env bash
# SmallRye Reactive Messaging's Kafka connector 4.33.0 with commit-strategy=latest, when a commit fails because the group rebalances.
#
# Expected: the partition is assigned again, its last record is read and handled again, as at-least-once promises, and this time its
#           offset is committed.
# Seen:     the offset is not committed again: the handler keeps the offsets that it has asked to commit over the revocation, and takes
#           the record for one that is committed. The group's lag stays 1 until a later record of that partition is handled, however
#           often this one is.
#
# The connector's own commit handler is called as the connector calls it; the consumer behind it refuses the first commit as a broker
# does during a rebalance. Needs bash, a JDK of 17 or later, Maven and its repository. Exit 0: as seen. Exit 1: this has changed.
set -euo pipefail

WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

cat >"$WORK/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.smallrye.reactive</groupId><artifactId>smallrye-reactive-messaging-kafka</artifactId><version>4.33.0</version></dependency>
    <dependency><groupId>io.smallrye.config</groupId><artifactId>smallrye-config</artifactId><version>3.16.0</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B -f "$WORK/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="$WORK/lib" >"$WORK/maven.log" 2>&1 ||
  { cat "$WORK/maven.log"; exit 2; }

cat >"$WORK/LostCommit.java" <<'JAVA'
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.commit.KafkaLatestCommit;
import io.vertx.mutiny.core.Vertx;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;

class LostCommit {
    static final TopicPartition PARTITION = new TopicPartition("faces", 0);
    static final List<String> COMMITS = new CopyOnWriteArrayList<>();

    public static void main(String[] arguments) throws Exception {
        Vertx vertx = Vertx.vertx();
        KafkaConsumer<?, ?> consumer = (KafkaConsumer<?, ?>) Proxy.newProxyInstance(
                LostCommit.class.getClassLoader(), new Class<?>[] {KafkaConsumer.class}, (proxy, method, given) -> {
                    if (!method.getName().equals("commitAsync")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    COMMITS.add(((Map<?, ?>) given[0]).values().toString().replaceAll(".*offset=([0-9]+).*", "$1"));
                    return COMMITS.size() == 1
                            ? Uni.createFrom().failure(new RebalanceInProgressException())
                            : Uni.createFrom().voidItem();
                });
        KafkaConnectorIncomingConfiguration channel = new KafkaConnectorIncomingConfiguration(new SmallRyeConfigBuilder()
                .withDefaultValues(Map.of(
                        "channel-name", "faces",
                        "bootstrap.servers", "none",
                        "value.deserializer", "org.apache.kafka.common.serialization.StringDeserializer"))
                .build());
        KafkaLatestCommit commit = new KafkaLatestCommit(vertx, channel, consumer);
        commit.capture(vertx.getOrCreateContext());

        commit.partitionsAssigned(List.of(PARTITION));
        handled(vertx, commit, 4);
        commit.partitionsRevoked(List.of(PARTITION));
        commit.partitionsAssigned(List.of(PARTITION));
        handled(vertx, commit, 4);
        System.out.println("asked to commit after the record was handled again: " + COMMITS);
        handled(vertx, commit, 5);
        System.out.println("asked to commit after the next record: " + COMMITS);
        vertx.closeAndAwait();
        System.out.println(COMMITS.equals(List.of("5", "6")) ? "as seen" : "changed");
        System.exit(0);
    }

    static void handled(Vertx vertx, KafkaLatestCommit commit, long offset) throws Exception {
        ConsumerRecord<String, String> record = new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, "key", "value");
        commit.handle(new IncomingKafkaRecord<>(record, "faces", 0, commit, null, false, false)).await().indefinitely();
        CountDownLatch turn = new CountDownLatch(1);
        commit.runOnContext(turn::countDown);
        turn.await();
    }
}
JAVA
java -cp "$WORK/lib/*" "$WORK/LostCommit.java" >"$WORK/answer" 2>"$WORK/error.log" || { tail -n 20 "$WORK/error.log"; exit 2; }
cat "$WORK/answer"
grep -q '^as seen$' "$WORK/answer"
