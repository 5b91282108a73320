package io.likeness.standalone.broker;

import java.io.IOException;
import java.time.Duration;

/**
 * Runs one Kafka node: {@code BrokerNode <port> <controller port> <data folder> [<node> <quorum>]}, alone or, with its number and
 * every node's controller ({@code 1@127.0.0.1:9093,2@127.0.0.1:9193}), as one of several. Prints {@code READY <port>} when it
 * serves, and stops cleanly on SIGTERM or when its standard input ends, that is when its parent has died. Exit code 1
 * and one line on standard error when it cannot start.
 */
public final class BrokerNode {

    private static final Duration CLEAN_STOP = Duration.ofSeconds(7);

    private BrokerNode() {}

    /** Starts the node and returns when it has stopped. */
    public static void main(String[] arguments) {
        try {
            BrokerSettings settings = BrokerSettings.parse(arguments);
            Broker broker = Broker.formatted(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(broker), "stop"));
            Thread.ofPlatform().daemon().name("parent").start(BrokerNode::endWithParent);
            broker.start();
            System.out.println("READY " + settings.port());
            broker.awaitStop();
        } catch (RuntimeException failure) {
            System.err.println("broker: " + failure);
            System.exit(1);
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException closed) {
            // A broken pipe says the same as its end: there is no parent any more.
        }
        System.exit(0);
    }

    private static void stop(Broker broker) {
        Thread stopping = Thread.ofPlatform().daemon().start(broker::stop);
        try {
            if (!stopping.join(CLEAN_STOP)) {
                Runtime.getRuntime().halt(2);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
