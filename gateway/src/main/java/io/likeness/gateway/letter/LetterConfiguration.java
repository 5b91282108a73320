package io.likeness.gateway.letter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long dead letters are kept. */
@ConfigMapping(prefix = "likeness.dead-letters")
public interface LetterConfiguration {
    /** How long a letter is kept once it was replayed or discarded, 1 hour to 3650 days; one about which nothing was decided stays. */
    @WithDefault("30d")
    Duration retention();
}
