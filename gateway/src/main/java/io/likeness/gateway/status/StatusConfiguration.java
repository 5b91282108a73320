package io.likeness.gateway.status;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Which services are asked how they are. */
@ConfigMapping(prefix = "likeness.status")
public interface StatusConfiguration {
    /** Base address by name, such as {@code ingest-service=http://127.0.0.1:8081}; their readiness is asked. Default: none. */
    Map<String, URI> services();

    /** How long to wait for an answer, 10 ms to 10 s. */
    @WithDefault("1s")
    Duration timeout();
}
