package io.likeness.generator.serving;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where model-registry is. */
@ConfigMapping(prefix = "likeness.registry")
public interface RegistryConfiguration {

    /** Address of its HTTP API, such as {@code http://127.0.0.1:8083}. */
    URI url();

    /** How long to wait for a connection and for an answer. */
    @WithDefault("5s")
    Duration timeout();
}
