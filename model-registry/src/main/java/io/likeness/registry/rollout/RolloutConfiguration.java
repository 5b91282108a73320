package io.likeness.registry.rollout;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How patient rollouts are. */
@ConfigMapping(prefix = "likeness.registry.rollout")
public interface RolloutConfiguration {
    /** A rollout that has not ended so long after its begin, pauses left out, ends without its candidate; 10s to 30d. */
    @WithDefault("1h")
    Duration deadline();

    /** A generator that has not reported for so long is there no more; 1s to 1h. */
    @WithDefault("15s")
    Duration silence();
}
