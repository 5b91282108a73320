package io.likeness.generator;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Configurations as a service reads them, from given values and the defaults. */
public final class Settings {

    private Settings() {}

    public static <T> T of(Class<T> mapping, Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withDefaultValues(values)
                .withMapping(mapping)
                .build()
                .getConfigMapping(mapping);
    }
}
