package io.likeness.testkit.samples.settings.careless;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Breaks the rules of keys. */
@ConfigMapping(prefix = "likeness.careless")
public interface CarelessConfiguration {
    @WithDefault("5")
    int silent();

    /** How long it takes. */
    @WithDefault("PT1S")
    Duration boundless();

    /** How often it is tried, 1 to 10. */
    @WithDefault("often")
    int attempts();
}
