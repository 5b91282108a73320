package io.likeness.benchmarks.defects;

import io.likeness.benchmarks.chaos.RunningSystem;
import io.likeness.platform.store.StoreConfiguration;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.util.Map;
import java.util.Properties;

/** How services reach the store of a running system. Stateless. */
final class StoreAccess {
    private StoreAccess() {}

    static StoreConfiguration of(RunningSystem system) throws IOException {
        Properties credentials = system.credentials();
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withDefaultValues(Map.of(
                        "likeness.store.endpoint", system.store().toString(),
                        "likeness.store.access-key", credentials.getProperty("store.access-key"),
                        "likeness.store.secret-key", credentials.getProperty("store.secret-key")))
                .withMapping(StoreConfiguration.class)
                .build()
                .getConfigMapping(StoreConfiguration.class);
    }
}
