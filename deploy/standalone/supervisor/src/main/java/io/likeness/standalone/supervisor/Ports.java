package io.likeness.standalone.supervisor;

import io.likeness.standalone.servers.ServerFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ports of one system on 127.0.0.1: the gateway's and the eight that follow; further instances of the services have theirs ten
 * above those of the instance before.
 *
 * @param gateway the first gateway's
 * @param instances of each service that shares its work, 1 to 3
 */
record Ports(int gateway, int instances) {
    static final int MOST_INSTANCES = 3;

    private static final int COUNT = 9;
    private static final int INSTANCE = 10;
    private static final int MOST = 65_536 - COUNT - (MOST_INSTANCES - 1) * INSTANCE;

    Ports {
        if (gateway < 1024 || gateway > MOST) {
            throw new ServerFailure("--port: expected 1024 to " + MOST + ", found " + gateway);
        }
        if (instances < 1 || instances > MOST_INSTANCES) {
            throw new ServerFailure("--instances: expected 1 to " + MOST_INSTANCES + ", found " + instances);
        }
    }

    /** Where an instance's services listen; {@code number} counts from 1. */
    Ports ofInstance(int number) {
        return new Ports(gateway + (number - 1) * INSTANCE, 1);
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
        for (int number = 2; number <= instances; number++) {
            Ports own = ofInstance(number);
            ports.put("gateway-" + number, own.gateway());
            ports.put("ingest-service-" + number, own.ingest());
            ports.put("trainer-service-" + number, own.trainer());
            ports.put("generator-service-" + number, own.generator());
        }
        return ports;
    }
}
