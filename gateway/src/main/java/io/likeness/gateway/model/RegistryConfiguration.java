package io.likeness.gateway.model;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where model-registry is. */
@ConfigMapping(prefix = "likeness.registry")
public interface RegistryConfiguration {
    /** Its base address, such as {@code http://127.0.0.1:8083}. */
    URI url();

    /** How long to wait for a connection, 10 ms to 10 s. */
    @WithDefault("500ms")
    Duration connectTimeout();

    /** How long to wait for an answer, 10 ms to 60 s. */
    @WithDefault("1500ms")
    Duration answerTimeout();
}
