package io.likeness.testkit.samples.settings.good;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/** Every kind of key. */
@ConfigMapping(prefix = "likeness.good")
public interface GoodConfiguration {
    /** Where it is. */
    URI url();

    /** How long it is waited for, 1s to 1h. */
    @WithDefault("PT5S")
    Duration longestWait();

    /** How many at once, 1 or more; absent: as many as there are processors. */
    OptionalInt most();

    /** Addresses by name. Default: none. */
    Map<String, URI> others();

    /** Limits of one thing. */
    Limits limits();

    /** Limits of one thing. */
    interface Limits {
        /** Its length in characters, 0 to 100. */
        @WithDefault("10")
        int length();
    }
}
