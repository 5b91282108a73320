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
        Ports ports = new Ports(8080);
        assertEquals(8081, ports.ingest());
        assertEquals(8085, ports.kafka());
        assertEquals(8088, ports.postgresql());
    }

    @Test
    void namesThePortInUseAndItsOwner() throws IOException {
        int base = FreePorts.base();
        try (ServerSocket occupied = new ServerSocket(base + 7, 1, InetAddress.getLoopbackAddress())) {
            ServerFailure failure = assertThrows(ServerFailure.class, () -> new Ports(base).requireFree());
            assertEquals(
                    "port " + occupied.getLocalPort()
                            + " (object-store) is in use: stop the program that listens there, or choose others with --port",
                    failure.getMessage());
        }
    }

    @Test
    void refusesPortsThatDoNotExist() {
        assertThrows(ServerFailure.class, () -> new Ports(80));
        assertThrows(ServerFailure.class, () -> new Ports(65_530));
    }
}
