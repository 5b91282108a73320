package io.likeness.standalone.supervisor;

import io.likeness.standalone.servers.ServerFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ports of one system on 127.0.0.1: the gateway's and the eight that follow. */
record Ports(int gateway) {

    private static final int COUNT = 9;

    Ports {
        if (gateway < 1024 || gateway > 65_536 - COUNT) {
            throw new ServerFailure("--port: expected 1024 to " + (65_536 - COUNT) + ", found " + gateway);
        }
    }

    int ingest() {
        return gateway + 1;
    }

    int trainer() {
        return gateway + 2;
    }

    int registry() {
        return gateway + 3;
    }

    int generator() {
        return gateway + 4;
    }

    int kafka() {
        return gateway + 5;
    }

    int controller() {
        return gateway + 6;
    }

    int objectStore() {
        return gateway + 7;
    }

    int postgresql() {
        return gateway + 8;
    }

    /** Fails with one line where another program listens on one of the ports. */
    void requireFree() {
        byName().forEach(Ports::requireFree);
    }

    private static void requireFree(String name, int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assert probe.isBound();
        } catch (IOException occupied) {
            throw new ServerFailure(
                    "port " + port + " (" + name
                            + ") is in use: stop the program that listens there, or choose others with --port",
                    occupied);
        }
    }

    private Map<String, Integer> byName() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("gateway", gateway());
        ports.put("ingest-service", ingest());
        ports.put("trainer-service", trainer());
        ports.put("model-registry", registry());
        ports.put("generator-service", generator());
        ports.put("kafka", kafka());
        ports.put("kafka controller", controller());
        ports.put("object-store", objectStore());
        ports.put("postgresql", postgresql());
        return ports;
    }
}
