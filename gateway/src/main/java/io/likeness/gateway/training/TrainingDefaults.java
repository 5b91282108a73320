package io.likeness.gateway.training;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Defaults of trainings. */
@ConfigMapping(prefix = "likeness.training")
public interface TrainingDefaults {
    /** How long a run may wait for its start where the request names no deadline, 1 s to 30 days. */
    @WithDefault("24h")
    Duration deadline();
}
