package io.likeness.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Ports of loopback for servers that tests start, stop and start again. They lie outside of what systems give to whoever connects, so that a
 * port stays free while its server is stopped; each JVM searches from a place of its own, since others choose at the same moment, and
 * gives each port once. Safe for threads.
 */
public final class FreePorts {
    private static final int FIRST = 11_000;
    private static final int NUMBER = 10_000;
    private static final int PLACE = 20;

    /** How many were looked at; a property, as class loaders have this class each for itself. */
    private static final String LOOKED = "io.likeness.testkit.ports";

    private FreePorts() {}

    /**
     * So many ports that nobody listens on.
     *
     * @throws IllegalStateException if there are not as many
     */
    public static List<Integer> take(int count) {
        synchronized (Runtime.getRuntime()) {
            long place = ProcessHandle.current().pid() * PLACE;
            int looked = Integer.getInteger(LOOKED, 0);
            List<Integer> ports = new ArrayList<>();
            for (int last = looked + NUMBER; ports.size() < count && looked < last; looked++) {
                int port = FIRST + (int) ((place + looked) % NUMBER);
                if (free(port)) {
                    ports.add(port);
                }
            }
            System.setProperty(LOOKED, Integer.toString(looked));
            if (ports.size() < count) {
                throw new IllegalStateException("ports of loopback from %d: expected %d of %d to be free, found %d"
                        .formatted(FIRST, count, NUMBER, ports.size()));
            }
            return ports;
        }
    }

    /** A port that nobody listens on; throws as {@link #take}. */
    public static int one() {
        return take(1).getFirst();
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }
}
