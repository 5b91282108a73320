#!/usr/bin/env bash
# Apache Kafka's consumer 4.4.0 with a long fetch.max.wait.ms, closed while nothing arrives. A long wait spares idle consumers and brokers
# most of their requests, and costs no latency: a fetch is answered as soon as there is a record.
#
# Expected: close() of a consumer that has nothing to commit ends at once, whatever the fetch waits for: nobody wants its answer any more.
# Seen:     close() ends when the fetch does. The request that ends the fetch session goes over the connection on which the broker still
#           holds the fetch, and a broker answers one request of a connection after the other. So a consumer with fetch.max.wait.ms=12000
#           takes up to 12 s to close (the default 0.5 s hides it), and whoever closes several one after the other waits for each.
#
# Needs bash, a JDK of 17 or later, Maven and its repository; runs one broker on loopback. Exit 0: as seen. Exit 1: this has changed.
set -euo pipefail

WORK=$(mktemp -d)
BROKER=
trap '[ -z "$BROKER" ] || kill "$BROKER" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$WORK"' EXIT

cat >"$WORK/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>4.4.0</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B -f "$WORK/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DincludeScope=runtime \
  -DoutputDirectory="$WORK/lib" >"$WORK/maven.log" 2>&1 || { cat "$WORK/maven.log"; exit 2; }

cat >"$WORK/SlowClose.java" <<'JAVA'
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

class SlowClose {
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("ports")) {
            try (ServerSocket one = new ServerSocket(0); ServerSocket two = new ServerSocket(0)) {
                System.out.println(one.getLocalPort() + " " + two.getLocalPort());
            }
            return;
        }
        String server = arguments[0];
        TopicPartition partition = new TopicPartition("faces", 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", server))) {
            admin.createTopics(List.of(new NewTopic("faces", Optional.of(1), Optional.of((short) 1)))).all().get();
        }
        long hasty = closing(server, partition, 500);
        long patient = closing(server, partition, 12_000);
        System.out.printf("closed after %d ms with fetch.max.wait.ms=500, after %d ms with 12000%n", hasty, patient);
        System.out.println(hasty < 3_000 && patient > 8_000 ? "as seen" : "changed");
    }

    static long closing(String server, TopicPartition partition, int wait) {
        Map<String, Object> settings = new HashMap<>(Map.of("bootstrap.servers", server, "fetch.max.wait.ms", wait));
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        consumer.position(partition);
        for (long end = System.nanoTime() + Duration.ofSeconds(2).toNanos(); System.nanoTime() < end; ) {
            consumer.poll(Duration.ofMillis(100));
        }
        long start = System.nanoTime();
        consumer.close();
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
JAVA
read -r PORT CONTROLLER < <(java -cp "$WORK/lib/*" "$WORK/SlowClose.java" ports)
cat >"$WORK/server.properties" <<SERVER
process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://127.0.0.1:$PORT,CONTROLLER://127.0.0.1:$CONTROLLER
advertised.listeners=PLAINTEXT://127.0.0.1:$PORT
controller.listener.names=CONTROLLER
controller.quorum.voters=1@127.0.0.1:$CONTROLLER
log.dirs=$WORK/data
offsets.topic.replication.factor=1
SERVER
java -cp "$WORK/lib/*" kafka.tools.StorageTool format -t AAAAAAAAAAAAAAAAAAAAAQ -c "$WORK/server.properties" >"$WORK/format.log" 2>&1 ||
  { cat "$WORK/format.log"; exit 2; }
java -Xmx512m -cp "$WORK/lib/*" kafka.Kafka "$WORK/server.properties" >"$WORK/broker.log" 2>&1 &
BROKER=$!

java -cp "$WORK/lib/*" "$WORK/SlowClose.java" "127.0.0.1:$PORT" >"$WORK/answer" 2>"$WORK/error.log" || { tail -n 20 "$WORK/error.log"; exit 2; }
cat "$WORK/answer"
grep -q '^as seen$' "$WORK/answer"
