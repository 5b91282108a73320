package io.likeness.standalone.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.likeness.standalone.servers.ServerFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

final class PortsTest {

    @Test
    void countsUpFromTheGatewaysPort() {
        Ports ports = new Ports(8080, 1);
        assertEquals(8081, ports.ingest());
        assertEquals(8085, ports.kafka());
        assertEquals(8088, ports.postgresql());
    }

    @Test
    void namesThePortInUseAndItsOwner() throws IOException {
        int base = FreePorts.base();
        try (ServerSocket occupied = new ServerSocket(base + 7, 1, InetAddress.getLoopbackAddress())) {
            ServerFailure failure = assertThrows(ServerFailure.class, () -> new Ports(base, 1).requireFree());
            assertEquals(
                    "port " + occupied.getLocalPort()
                            + " (object-store) is in use: stop the program that listens there, or choose others with --port",
                    failure.getMessage());
        }
    }

    @Test
    void refusesPortsThatDoNotExist() {
        assertThrows(ServerFailure.class, () -> new Ports(80, 1));
        assertThrows(ServerFailure.class, () -> new Ports(65_530, 1));
    }

    @Test
    void furtherInstancesListenTenPortsOn() {
        Ports second = new Ports(8080, 2).ofInstance(2);
        assertEquals(8090, second.gateway());
        assertEquals(8094, second.generator());
        ServerFailure failure = assertThrows(ServerFailure.class, () -> new Ports(8080, 4));
        assertEquals("--instances: expected 1 to 3, found 4", failure.getMessage());
    }

    @Test
    void furtherInstancesNeedTheirPortsToo() throws IOException {
        int base = FreePorts.base();
        int occupiedPort = base + 10;
        try (ServerSocket occupied = new ServerSocket(occupiedPort, 1, InetAddress.getLoopbackAddress())) {
            ServerFailure failure = assertThrows(ServerFailure.class, () -> new Ports(base, 2).requireFree());
            assertEquals(
                    "port " + occupied.getLocalPort()
                            + " (gateway-2) is in use: stop the program that listens there, or choose others with --port",
                    failure.getMessage());
        }
    }
}
