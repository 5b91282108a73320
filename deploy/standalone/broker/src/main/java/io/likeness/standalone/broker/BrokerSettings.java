package io.likeness.standalone.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.Uuid;

/**
 * Where one node listens, always on 127.0.0.1, where it keeps its log, and who else there is.
 *
 * @param node its number, one of the quorum's
 * @param quorum every node with the port of its controller, as Kafka writes it: {@code 1@127.0.0.1:9093,2@127.0.0.1:9193}
 */
record BrokerSettings(int node, int port, int controllerPort, Path dataFolder, String quorum) {

    private static final int ALONE = 1;
    private static final int MOST_REPLICAS = 3;

    BrokerSettings {
        requirePort("port", port);
        requirePort("controller port", controllerPort);
        if (!List.of(quorum.split(",")).contains(node + "@127.0.0.1:" + controllerPort)) {
            throw new IllegalArgumentException(
                    "quorum: expected %d@127.0.0.1:%d in it, found %s".formatted(node, controllerPort, quorum));
        }
    }

    static BrokerSettings parse(String[] arguments) {
        if (arguments.length != 3 && arguments.length != 5) {
            throw new IllegalArgumentException(
                    "expected <port> <controller port> <data folder> [<node> <quorum>], found " + arguments.length
                            + " arguments");
        }
        int controllerPort = Integer.parseInt(arguments[1]);
        boolean alone = arguments.length == 3;
        return new BrokerSettings(
                alone ? ALONE : Integer.parseInt(arguments[3]),
                Integer.parseInt(arguments[0]),
                controllerPort,
                Path.of(arguments[2]),
                alone ? ALONE + "@127.0.0.1:" + controllerPort : arguments[4]);
    }

    /** The same for every node of the quorum, whichever is formatted first. */
    String clusterId() {
        UUID id = UUID.nameUUIDFromBytes(quorum.getBytes(UTF_8));
        return new Uuid(id.getMostSignificantBits(), id.getLeastSignificantBits()).toString();
    }

    private int nodes() {
        return quorum.split(",").length;
    }

    /** How many nodes have a record, and how many of them must have it before it is acknowledged: one may be missing. */
    private Map<String, String> replication() {
        int replicas = Math.min(nodes(), MOST_REPLICAS);
        String all = Integer.toString(replicas);
        String least = Integer.toString(Math.max(1, replicas - 1));
        return Map.of(
                "default.replication.factor", all,
                "min.insync.replicas", least,
                "offsets.topic.replication.factor", all,
                "transaction.state.log.replication.factor", all,
                "transaction.state.log.min.isr", least,
                "share.coordinator.state.topic.replication.factor", all,
                "share.coordinator.state.topic.min.isr", least);
    }

    Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>(replication());
        properties.putAll(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", Integer.toString(node)),
                Map.entry("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
                Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("controller.quorum.voters", quorum),
                Map.entry("log.dirs", dataFolder.toString()),
                // Topics come from the catalogue with their partition counts; a typing error must not make one.
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("transaction.state.log.num.partitions", "4"),
                Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // A killed node waits for its former session to end before it may register again.
                Map.entry("broker.session.timeout.ms", "3000"),
                Map.entry("broker.heartbeat.interval.ms", "1000"),
                // How often a controller without news tells that it lives; what a lone one has to say, nobody hears.
                Map.entry("metadata.max.idle.interval.ms", nodes() == 1 ? "10000" : "500"),
                // The rest is footprint: nodes on one machine.
                Map.entry("num.network.threads", "1"),
                Map.entry("num.io.threads", "2"),
                Map.entry("background.threads", "2"),
                Map.entry("group.coordinator.threads", "1"),
                Map.entry("log.cleaner.threads", "1"),
                Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
                Map.entry("log.index.size.max.bytes", "1048576")));
        return properties;
    }

    private static void requirePort(String name, int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(name + ": expected 1 to 65535, found " + port);
        }
    }
}
