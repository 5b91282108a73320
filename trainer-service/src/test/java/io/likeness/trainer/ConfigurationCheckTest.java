package io.likeness.trainer;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.likeness.contracts.LikenessException;
import io.likeness.training.protocol.Device;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigurationCheckTest {

    @Test
    void hasDefaultsThatPass() {
        TrainerConfiguration defaults = read(Map.of());
        assertDoesNotThrow(() -> ConfigurationCheck.check(defaults));
        assertEquals(BigInteger.valueOf(768L << 20), defaults.childHeap().asBigInteger());
        assertEquals(Duration.ofSeconds(10), defaults.sweepInterval());
        assertEquals(1, defaults.crashRetries());
        assertEquals(Device.AUTO, defaults.device());
        assertEquals(Optional.empty(), defaults.judge());
        assertEquals(Duration.ofMinutes(5), defaults.checkpointInterval());
        assertEquals(Duration.ofSeconds(20), defaults.suspension());
        assertEquals(0.02, defaults.price().coreHour());
        assertEquals(0.30, defaults.price().gpuHour());
        assertEquals("EUR", defaults.price().currency());
        assertEquals(Duration.ofDays(1), defaults.patience());
        assertEquals(Path.of("../libs/training/target/lib"), defaults.engineFolder());
    }

    @ParameterizedTest
    @CsvSource({
        "child-heap, 64M",
        "child-off-heap, 100M",
        "cache-size, 1K",
        "judge, /nowhere/judge.onnx",
        "replicas, 0",
        "crash-retries, 11",
        "patience, 31d",
        "checkpoint-interval, 10ms",
        "suspension, 2m",
        "price.core-hour, -1",
        "price.gpu-hour, NaN",
        "price.currency, euros",
        "sweep-interval, 10ms"
    })
    void namesTheKeyThatItRefuses(String key, String value) {
        TrainerConfiguration configuration = read(Map.of(key, value));
        LikenessException failure =
                assertThrows(LikenessException.class, () -> ConfigurationCheck.check(configuration));
        assertEquals(
                "likeness.trainer." + key, String.valueOf(failure.getMessage()).split("[ :]", 2)[0]);
    }

    private static TrainerConfiguration read(Map<String, String> keys) {
        Map<String, String> properties = new HashMap<>();
        properties.put("java.io.tmpdir", "/tmp");
        keys.forEach((key, value) -> properties.put("likeness.trainer." + key, value));
        return new SmallRyeConfigBuilder()
                .withMapping(TrainerConfiguration.class)
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .addDiscoveredConverters()
                .build()
                .getConfigMapping(TrainerConfiguration.class);
    }
}
