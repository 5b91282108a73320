package io.likeness.trainer.publication;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where the model-registry is. */
@ConfigMapping(prefix = "likeness.registry")
public interface RegistryConfiguration {
    /** Its HTTP address, such as {@code http://127.0.0.1:8083}. */
    URI url();

    /** How long to wait for an answer. */
    @WithDefault("10s")
    Duration timeout();
}
