package io.likeness.standalone.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One Kafka node as a child. */
public final class BrokerServer {

    private static final String MAIN = "io.likeness.standalone.broker.BrokerNode";

    private BrokerServer() {}

    /**
     * Describes the child.
     *
     * @param classPath the broker module's jar (or classes) and libraries
     * @param port where clients connect, on 127.0.0.1
     * @param controllerPort where the node talks to itself
     * @param data the folder of its log, which outlives it
     * @param log the file of its output
     */
    public static ChildSpecification specification(
            String classPath, int port, int controllerPort, Path data, Path log) {
        return specification(
                classPath,
                port,
                log,
                List.of(Integer.toString(port), Integer.toString(controllerPort), data.toString()));
    }

    /**
     * Describes one of several nodes that keep each record on up to three of them.
     *
     * @param node its number
     * @param quorum every node's number and controller, as Kafka writes it: {@code 1@127.0.0.1:9093,2@127.0.0.1:9193}
     */
    public static ChildSpecification ofSeveral(
            String classPath, int node, int port, int controllerPort, String quorum, Path data, Path log) {
        return specification(
                classPath,
                port,
                log,
                List.of(
                        Integer.toString(port),
                        Integer.toString(controllerPort),
                        data.toString(),
                        Integer.toString(node),
                        quorum));
    }

    private static ChildSpecification specification(String classPath, int port, Path log, List<String> arguments) {
        return new ChildSpecification(
                "kafka",
                JavaCommand.ofMain("256m", classPath, MAIN, arguments),
                Map.of(),
                log,
                Readiness.whenLogContains("READY " + port));
    }
}
