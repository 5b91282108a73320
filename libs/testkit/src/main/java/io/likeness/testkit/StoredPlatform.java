package io.likeness.testkit;

import io.likeness.standalone.servers.ChildProcess;
import io.likeness.standalone.servers.DatabaseAccounts;
import io.likeness.standalone.servers.StoreKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Today's broker, store and database over a copy of what an earlier release left of its own. Apart from the shared platform, on
 * free loopback ports. Safe for threads; the caller closes it, which removes the copy.
 */
public final class StoredPlatform implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);

    private final TestServers servers;
    private final List<ChildProcess> children;

    private StoredPlatform(TestServers servers, List<ChildProcess> children) {
        this.servers = servers;
        this.children = children;
    }

    /**
     * Unpacks the folders {@code kafka}, {@code objects} and {@code postgresql} and starts the servers over them.
     *
     * @param archive a tar file compressed by xz
     * @param secret the password of the database's administrator in it
     */
    public static StoredPlatform open(InputStream archive, String secret) {
        TestServers servers = TestServers.onFreePorts(secret);
        StoredPlatform platform = null;
        try {
            PackedFolder.unpack(archive, servers.folder());
            platform = new StoredPlatform(
                    servers,
                    Stream.of(servers.broker(), servers.store(), servers.database())
                            .map(ChildProcess::start)
                            .toList());
            platform.children.forEach(child -> child.awaitReady(START));
            servers.createAccounts();
            return platform;
        } catch (IOException failure) {
            servers.removeFolder();
            throw new UncheckedIOException("a stored folder cannot be unpacked", failure);
        } catch (RuntimeException failure) {
            if (platform != null) {
                platform.close();
            }
            throw failure;
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

    /** The password of a service's role. */
    public String databasePassword(String role) {
        return servers.databasePassword(role);
    }

    /** Stops the servers and removes the copy. */
    @Override
    public void close() {
        children.forEach(ChildProcess::close);
        servers.removeFolder();
    }
}
