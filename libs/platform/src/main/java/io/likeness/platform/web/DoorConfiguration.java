package io.likeness.platform.web;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** To whom a service answers. */
@ConfigMapping(prefix = "likeness.door")
public interface DoorConfiguration {
    /**
     * Names by which callers may address the service, beside those of the loopback and the address that it listens on, such as
     * {@code faces.example}; without ports. Default: none.
     */
    Optional<Set<String>> hosts();

    /** Origins whose pages may change something here beside the service's own, such as {@code https://faces.example}. Default: none. */
    Optional<Set<String>> origins();
}
