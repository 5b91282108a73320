package io.likeness.standalone.broker;

import java.nio.file.Path;
import java.util.Map;

/** Where one node listens, always on 127.0.0.1, and where it keeps its log. */
record BrokerSettings(int port, int controllerPort, Path dataFolder) {

    private static final int NODE = 1;

    BrokerSettings {
        requirePort("port", port);
        requirePort("controller port", controllerPort);
    }

    static BrokerSettings parse(String[] arguments) {
        if (arguments.length != 3) {
            throw new IllegalArgumentException(
                    "expected <port> <controller port> <data folder>, found " + arguments.length + " arguments");
        }
        return new BrokerSettings(
                Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), Path.of(arguments[2]));
    }

    int node() {
        return NODE;
    }

    Map<String, String> properties() {
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", Integer.toString(NODE)),
                Map.entry("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
                Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort),
                Map.entry("log.dirs", dataFolder.toString()),
                // Topics come from the catalogue with their partition counts; a typing error must not make one.
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("default.replication.factor", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "4"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // A killed node waits for its former session to end before it may register again.
                Map.entry("broker.session.timeout.ms", "3000"),
                Map.entry("broker.heartbeat.interval.ms", "1000"),
                // A lone controller has nobody to tell that it lives.
                Map.entry("metadata.max.idle.interval.ms", "10000"),
                // The rest is footprint: one node for one machine.
                Map.entry("num.network.threads", "1"),
                Map.entry("num.io.threads", "2"),
                Map.entry("background.threads", "2"),
                Map.entry("group.coordinator.threads", "1"),
                Map.entry("log.cleaner.threads", "1"),
                Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
                Map.entry("log.index.size.max.bytes", "1048576"));
    }

    private static void requirePort(String name, int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(name + ": expected 1 to 65535, found " + port);
        }
    }
}
