package io.likeness.platform.runtime;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a service watches over itself. */
@ConfigMapping(prefix = "likeness.runtime")
public interface RuntimeConfiguration {
    /** How long a turn of a background loop may take, or be late, before the service counts as dead, 10s to 1h. */
    @WithDefault("3m")
    Duration loopPatience();
}
