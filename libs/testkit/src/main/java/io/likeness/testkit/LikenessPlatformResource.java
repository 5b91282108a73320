package io.likeness.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/**
 * Points a service under {@code @QuarkusTest} at the test platform's broker and store and, with the argument
 * {@code role}, at its own schema of the database:
 *
 * {@snippet :
 * @QuarkusTest
 * @WithTestResource(
 *         value = LikenessPlatformResource.class,
 *         initArgs = @ResourceArg(name = "role", value = "ingest"))
 * class ImportComponentTest {}
 * }
 */
public final class LikenessPlatformResource implements QuarkusTestResourceLifecycleManager {

    private String role = "";

    /** Takes the argument {@code role}: {@code gateway}, {@code ingest}, {@code trainer}, {@code registry} or {@code generator}. */
    @Override
    public void init(Map<String, String> arguments) {
        role = arguments.getOrDefault("role", "");
    }

    /** Starts the servers if they were not, and gives the service's configuration. */
    @Override
    public Map<String, String> start() {
        TestPlatform platform = TestPlatform.shared();
        platform.startAll();
        Map<String, String> configuration = new HashMap<>();
        configuration.put("kafka.bootstrap.servers", platform.bootstrapServers());
        configuration.put("likeness.store.endpoint", platform.storeEndpoint().toString());
        configuration.put("likeness.store.access-key", platform.storeKeys().accessKey());
        configuration.put("likeness.store.secret-key", platform.storeKeys().secretKey());
        if (!role.isEmpty()) {
            configuration.put("quarkus.datasource.jdbc.url", platform.databaseAddress());
            configuration.put("quarkus.datasource.username", role);
            configuration.put("quarkus.datasource.password", platform.databasePassword(role));
        }
        return configuration;
    }

    /** Leaves the servers to the next test class; they end with the JVM. */
    @Override
    public void stop() {}
}
