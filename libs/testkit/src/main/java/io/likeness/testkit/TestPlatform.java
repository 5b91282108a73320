package io.likeness.testkit;

import io.likeness.standalone.servers.ChildProcess;
import io.likeness.standalone.servers.DatabaseAccounts;
import io.likeness.standalone.servers.Secret;
import io.likeness.standalone.servers.StoreKeys;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * One Kafka broker, one S3 store and one PostgreSQL for all tests of a JVM: started by the first caller in 5 to 10
 * seconds, on free loopback ports, and removed with their data when the JVM ends. Safe for threads, and the same servers
 * whichever class loader asks.
 */
public final class TestPlatform {

    private static final Duration START = Duration.ofSeconds(90);
    private static final String KEY = "io.likeness.testkit.servers";

    private final TestServers servers;

    private TestPlatform(TestServers servers) {
        this.servers = servers;
    }

    /** The servers of this JVM, started if they were not. */
    public static TestPlatform shared() {
        // Quarkus loads this class more than once in a JVM, so what is shared is a system property, not a static field.
        synchronized (Runtime.getRuntime()) {
            String running = System.getProperty(KEY);
            if (running != null) {
                return new TestPlatform(TestServers.parse(running));
            }
            TestServers servers = TestServers.onFreePorts(Secret.generate());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(servers), "remove test servers"));
            start(servers);
            System.setProperty(KEY, servers.text());
            return new TestPlatform(servers);
        }
    }

    /** The broker's address as Kafka clients take it, {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return servers.bootstrapServers();
    }

    /** The store's S3 endpoint, {@code http://127.0.0.1:port}. */
    public URI storeEndpoint() {
        return servers.storeEndpoint();
    }

    /** The only key pair that the store accepts. */
    public StoreKeys storeKeys() {
        return servers.storeKeys();
    }

    /** The JDBC address of the database {@code likeness}. */
    public String databaseAddress() {
        return DatabaseAccounts.address(servers.databasePort());
    }

    /** The password of a service's role: {@code gateway}, {@code ingest}, {@code trainer}, {@code registry} or {@code generator}. */
    public String databasePassword(String role) {
        return servers.databasePassword(role);
    }

    /** Breaks and mends the broker. */
    public ServerSwitch broker() {
        return new ServerSwitch(servers.broker());
    }

    /** Breaks and mends the object store. */
    public ServerSwitch store() {
        return new ServerSwitch(servers.store());
    }

    /** Breaks and mends the database. */
    public ServerSwitch database() {
        return new ServerSwitch(servers.database());
    }

    private static void start(TestServers servers) {
        List<ChildProcess> children = List.of(
                ServerSwitch.launch(servers.broker()),
                ServerSwitch.launch(servers.store()),
                ServerSwitch.launch(servers.database()));
        children.forEach(child -> child.awaitReady(START));
        servers.createAccounts();
    }

    private static void remove(TestServers servers) {
        ServerSwitch.killAll();
        servers.removeFolder();
    }
}
