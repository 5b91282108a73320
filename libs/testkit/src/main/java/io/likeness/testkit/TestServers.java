package io.likeness.testkit;

import io.likeness.standalone.servers.BrokerServer;
import io.likeness.standalone.servers.ChildSpecification;
import io.likeness.standalone.servers.DatabaseAccounts;
import io.likeness.standalone.servers.DatabaseServer;
import io.likeness.standalone.servers.DatabaseServer.Durability;
import io.likeness.standalone.servers.ObjectStoreServer;
import io.likeness.standalone.servers.StoreKeys;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything from which the three servers are described again, in any class loader. */
record TestServers(Path folder, int brokerPort, int controllerPort, int storePort, int databasePort, String secret) {

    private static final List<String> ROLES = List.of("gateway", "ingest", "trainer", "registry", "generator");

    static TestServers onFreePorts(String secret) {
        try {
            List<Integer> ports = FreePorts.take(4);
            return new TestServers(
                    Files.createTempDirectory("likeness-test-"),
                    ports.get(0),
                    ports.get(1),
                    ports.get(2),
                    ports.get(3),
                    secret);
        } catch (IOException failure) {
            throw new UncheckedIOException("no folder or ports for test servers", failure);
        }
    }

    static TestServers parse(String text) {
        List<String> parts = List.of(text.split("\n", -1));
        return new TestServers(
                Path.of(parts.get(0)),
                Integer.parseInt(parts.get(1)),
                Integer.parseInt(parts.get(2)),
                Integer.parseInt(parts.get(3)),
                Integer.parseInt(parts.get(4)),
                parts.get(5));
    }

    String text() {
        return Stream.of(folder, brokerPort, controllerPort, storePort, databasePort, secret)
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
    }

    ChildSpecification broker() {
        return BrokerServer.specification(
                classPath("broker"), brokerPort, controllerPort, folder.resolve("kafka"), log("kafka"));
    }

    ChildSpecification store() {
        return ObjectStoreServer.specification(
                classPath("object-store"), storePort, storeKeys(), folder.resolve("objects"), log("object-store"));
    }

    ChildSpecification database() {
        return DatabaseServer.specification(
                standalone().resolve("servers/target/postgresql"),
                databasePort,
                secret,
                Durability.FLEETING,
                folder.resolve("postgresql"),
                log("postgresql"));
    }

    String bootstrapServers() {
        return "127.0.0.1:" + brokerPort;
    }

    URI storeEndpoint() {
        return URI.create("http://127.0.0.1:" + storePort);
    }

    StoreKeys storeKeys() {
        return new StoreKeys("test", secret);
    }

    String databasePassword(String role) {
        if (!ROLES.contains(role)) {
            throw new IllegalArgumentException("role: expected one of " + ROLES + ", found " + role);
        }
        return role + secret;
    }

    void createAccounts() {
        DatabaseAccounts.create(
                databasePort,
                secret,
                ROLES.stream().collect(Collectors.toMap(Function.identity(), this::databasePassword)));
    }

    void removeFolder() {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted((one, other) -> other.compareTo(one)).map(Path::toFile).forEach(File::delete);
        } catch (IOException | UncheckedIOException failure) {
            System.err.println("test data stays in " + folder + ": " + failure);
        }
    }

    private Path log(String server) {
        return folder.resolve("logs").resolve(server + ".log");
    }

    static String classPath(String module) {
        Path target = standalone().resolve(module).resolve("target");
        if (!Files.isDirectory(target.resolve("lib"))) {
            throw new IllegalStateException(
                    target + "/lib: expected the module's libraries, found none: build it with 'mvn package' first");
        }
        return target.resolve("classes") + File.pathSeparator + target.resolve("lib") + "/*";
    }

    private static Path standalone() {
        String root = System.getProperty("likeness.root");
        if (root == null) {
            throw new IllegalStateException(
                    "system property likeness.root: expected the folder of the project's sources, found none");
        }
        return Path.of(root, "deploy", "standalone");
    }
}
