package io.likeness.platform.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What happens to objects that nobody owns. */
@ConfigMapping(prefix = "likeness.orphans")
public interface OrphanConfiguration {
    /** How often they are looked for, 1 s to 1 d: each time lists the whole bucket. */
    @WithDefault("1h")
    Duration interval();

    /** How old an object that nobody owns, or an upload that was never completed, is when it is deleted, 1 min to 30 d. */
    @WithDefault("48h")
    Duration age();
}
