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
    private static final long HEAP = 424L << 20;

    @Test
    void hasDefaultsThatPass() {
        assertEquals(ImportLimits.DEFAULTS, ConfigurationCheck.check(read(Map.of()), HEAP));
    }

    @Test
    void leavesRoomForTheWholeOfCelebaInTheHeapOfTheDeployment() {
        long reported = 425L << 20; // What a JVM with -Xmx440m and the serial collector says.
        long index = ConfigurationCheck.check(read(Map.of()), reported).indexBytes();
        assertTrue(index >= 202_599 * 48 + (8 << 20), "room for the files and 8 MiB of labels, found " + index);
    }

    @Test
    void takesWhatTheHeapHasRoomForAndNotAByteMore() {
        IngestConfiguration configuration = read(Map.of("limits.decoded-bytes", Long.toString(71L << 20)));
        assertEquals(1L << 20, ConfigurationCheck.check(configuration, HEAP).indexBytes());

        LikenessException failure =
                assertThrows(LikenessException.class, () -> ConfigurationCheck.check(configuration, HEAP - 1));
        assertEquals(
                "likeness.ingest.limits.decoded-bytes: expected at most 74448895 beside the rest of an import in a heap of"
                        + " 444596223, found 74448896",
                failure.getMessage());
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
                assertThrows(LikenessException.class, () -> ConfigurationCheck.check(configuration, HEAP));
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
