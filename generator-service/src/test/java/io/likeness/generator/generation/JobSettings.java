package io.likeness.generator.generation;

import io.likeness.generator.GeneratorConfiguration;
import io.likeness.generator.Settings;
import java.util.Map;

/** Configurations that differ in how faces are drawn. */
final class JobSettings {
    private JobSettings() {}

    static GeneratorConfiguration of(int batch, int threads) {
        return Settings.of(
                GeneratorConfiguration.class,
                Map.of(
                        "likeness.generator.batch", Integer.toString(batch),
                        "likeness.generator.threads", Integer.toString(threads)));
    }
}
