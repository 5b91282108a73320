package io.likeness.ingest.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.LikenessException;
import io.likeness.ingest.dataset.ImportLimits;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigurationCheckTest {

    @Test
    void hasDefaultsThatPass() {
        assertEquals(ImportLimits.DEFAULTS, ConfigurationCheck.check(read(Map.of())));
    }

    @ParameterizedTest
    @CsvSource({
        "parallelism, 0",
        "parallelism, 65",
        "attempts, 0",
        "limits.upload-bytes, 0",
        "limits.entries, 0",
        "limits.entry-bytes, 2G",
        "limits.ratio, 0",
        "limits.pixels, 0",
        "limits.least-side, 5000",
        "limits.decoded-bytes, 1K"
    })
    void namesTheKeyThatItRefuses(String key, String value) {
        IngestConfiguration configuration = read(Map.of(key, value));
        LikenessException failure =
                assertThrows(LikenessException.class, () -> ConfigurationCheck.check(configuration));
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.startsWith("likeness.ingest." + key + ": expected "), message);
    }

    private static IngestConfiguration read(Map<String, String> keys) {
        Map<String, String> properties = new HashMap<>();
        keys.forEach((key, value) -> properties.put("likeness.ingest." + key, value));
        return new SmallRyeConfigBuilder()
                .withMapping(IngestConfiguration.class)
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .addDiscoveredConverters()
                .build()
                .getConfigMapping(IngestConfiguration.class);
    }
}
