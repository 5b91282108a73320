package io.likeness.standalone.supervisor;

import io.likeness.standalone.servers.Secret;
import io.likeness.standalone.servers.ServerFailure;
import io.likeness.standalone.servers.StoreKeys;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Generated once for a data folder and kept in it, readable by its owner only. A folder from before a role was there gains its password.
 */
record Credentials(String administrator, Map<String, String> roles, StoreKeys store) {

    static final List<String> ROLES = List.of("gateway", "ingest", "trainer", "registry", "generator");

    private static final String KEY = "database.";
    private static final String FILE = "credentials.properties";

    Credentials {
        roles = Map.copyOf(roles);
    }

    static Credentials of(Path dataFolder) {
        Path file = dataFolder.resolve(FILE);
        try {
            Properties properties = Files.notExists(file) ? generate() : read(file);
            boolean added = false;
            for (String role : ROLES) {
                added |= properties.putIfAbsent(KEY + role, Secret.generate()) == null;
            }
            if (added) {
                write(properties, file);
            }
            return load(properties, file);
        } catch (IOException failure) {
            throw new ServerFailure(file + " cannot be used: " + failure.getMessage(), failure);
        }
    }

    String password(String role) {
        String password = roles.get(role);
        if (password == null) {
            throw new IllegalArgumentException("role: expected one of " + ROLES + ", found " + role);
        }
        return password;
    }

    @Override
    public String toString() {
        return "Credentials[]";
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }

    private static Credentials load(Properties properties, Path file) {
        Function<String, String> require = key -> {
            String value = properties.getProperty(key);
            if (value == null) {
                throw new ServerFailure(file + ": expected the key " + key + ", found none");
            }
            return value;
        };
        return new Credentials(
                require.apply(KEY + "postgres"),
                ROLES.stream().collect(Collectors.toMap(Function.identity(), role -> require.apply(KEY + role))),
                new StoreKeys(require.apply("store.access-key"), require.apply("store.secret-key")));
    }

    private static Properties generate() {
        Properties properties = new Properties();
        properties.setProperty(KEY + "postgres", Secret.generate());
        StoreKeys keys = StoreKeys.generate();
        properties.setProperty("store.access-key", keys.accessKey());
        properties.setProperty("store.secret-key", keys.secretKey());
        return properties;
    }

    /** The file appears whole and with its mode, or not at all. */
    private static void write(Properties properties, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path half = Files.createTempFile(
                folder,
                "credentials-",
                ".half",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (Writer writer = Files.newBufferedWriter(half)) {
            properties.store(writer, "Generated; the data folder cannot be opened without them.");
        }
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
