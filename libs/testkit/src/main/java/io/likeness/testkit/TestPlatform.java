package io.likeness.testkit;

import io.likeness.standalone.servers.ChildSpecification;
import io.likeness.standalone.servers.DatabaseAccounts;
import io.likeness.standalone.servers.Secret;
import io.likeness.standalone.servers.StoreKeys;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * One Kafka broker, one S3 store and one PostgreSQL for all tests of a JVM, on free loopback ports: each is started when it is first asked
 * for, in 2 to 10 seconds, and removed with its data when the JVM ends. Safe for threads, and the same servers whichever class loader asks.
 */
public final class TestPlatform {

    private static final Duration START = Duration.ofSeconds(90);
    private static final String KEY = "io.likeness.testkit.servers";

    private final TestServers servers;

    private TestPlatform(TestServers servers) {
        this.servers = servers;
    }

    /** The servers of this JVM, of which none is started by this. */
    public static TestPlatform shared() {
        // Quarkus loads this class more than once in a JVM, so what is shared is a system property, not a static field.
        synchronized (Runtime.getRuntime()) {
            String running = System.getProperty(KEY);
            if (running != null) {
                return new TestPlatform(TestServers.parse(running));
            }
            TestServers servers = TestServers.onFreePorts(Secret.generate());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(servers), "remove test servers"));
            System.setProperty(KEY, servers.text());
            return new TestPlatform(servers);
        }
    }

    /** Starts what was not yet, side by side. */
    public void startAll() {
        start(List.of(servers.broker(), servers.store(), servers.database()));
    }

    /** The broker's address as Kafka clients take it, {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        start(List.of(servers.broker()));
        return servers.bootstrapServers();
    }

    /** The store's S3 endpoint, {@code http://127.0.0.1:port}. */
    public URI storeEndpoint() {
        start(List.of(servers.store()));
        return servers.storeEndpoint();
    }

    /** The only key pair that the store accepts. */
    public StoreKeys storeKeys() {
        return servers.storeKeys();
    }

    /** The JDBC address of the database {@code likeness}. */
    public String databaseAddress() {
        start(List.of(servers.database()));
        return DatabaseAccounts.address(servers.databasePort());
    }

    /** The password of a service's role: {@code gateway}, {@code ingest}, {@code trainer}, {@code registry} or {@code generator}. */
    public String databasePassword(String role) {
        return servers.databasePassword(role);
    }

    /** Breaks and mends the broker. */
    public ServerSwitch broker() {
        return started(servers.broker());
    }

    /** Breaks and mends the object store. */
    public ServerSwitch store() {
        return started(servers.store());
    }

    /** Breaks and mends the database. */
    public ServerSwitch database() {
        return started(servers.database());
    }

    private ServerSwitch started(ChildSpecification server) {
        start(List.of(server));
        return new ServerSwitch(server);
    }

    /** Each once: one that a test has stopped is not started by whoever asks for its address, one that did not start is tried again. */
    private void start(List<ChildSpecification> wanted) {
        synchronized (Runtime.getRuntime()) {
            List<ChildSpecification> absent = wanted.stream()
                    .filter(server -> !ServerSwitch.wasLaunched(server))
                    .toList();
            try {
                absent.stream().map(ServerSwitch::launch).toList().forEach(child -> child.awaitReady(START));
                if (absent.stream()
                        .anyMatch(server ->
                                server.name().equals(servers.database().name()))) {
                    servers.createAccounts();
                }
            } catch (RuntimeException failure) {
                absent.forEach(ServerSwitch::forget);
                throw failure;
            }
        }
    }

    private static void remove(TestServers servers) {
        ServerSwitch.killAll();
        servers.removeFolder();
    }
}
