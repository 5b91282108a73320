package io.likeness.gateway.model;

import io.likeness.registry.client.RegistrySettings;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where model-registry is, and how much patience there is with it. */
@ConfigMapping(prefix = "likeness.registry")
public interface RegistryConfiguration {
    /** Its base address, such as {@code http://127.0.0.1:8083}. */
    URI url();

    /** How long to wait for a connection, 10 ms to 10 s. */
    @WithDefault(RegistrySettings.CONNECT_TIMEOUT)
    Duration connectTimeout();

    /** How long a call may take with all of its attempts, 10 ms to 5 min. */
    @WithDefault("1500ms")
    Duration deadline();

    /** How often a call is tried within its deadline, 1 to 10. */
    @WithDefault(RegistrySettings.ATTEMPTS)
    int attempts();

    /** The longest pause before the second attempt, 1 ms to 10 s; it doubles with each further one. */
    @WithDefault(RegistrySettings.BACKOFF)
    Duration backoff();

    /** How long an answer may be, 1 KiB to 64 MiB. */
    @WithDefault(RegistrySettings.MOST_BYTES)
    MemorySize mostBytes();

    /** How long what the registry does not have is not asked for again, 0 s to 1 min. */
    @WithDefault("2s")
    Duration absence();
}
