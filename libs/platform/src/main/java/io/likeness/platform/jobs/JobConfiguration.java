package io.likeness.platform.jobs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How jobs are kept. */
@ConfigMapping(prefix = "likeness.jobs")
public interface JobConfiguration {
    /**
     * How long a job stays with a runner that gives no sign of life, 1s to 5m, the same in all instances. The default has a dead runner's job
     * taken within 20 s by who has seen it run, else within 30 s; all pauses of heartbeats and looks are shares of it.
     */
    @WithDefault("15s")
    Duration lease();

    /**
     * How long the row of a job that has ended is kept, 1m to 365d: for as long, a repeated command changes nothing and a start that was
     * cancelled beforehand is refused.
     */
    @WithDefault("7d")
    Duration retention();

    /** Time between two looks for rows that are kept for longer, 100ms to 1d. */
    @WithDefault("10m")
    Duration purgeInterval();
}
