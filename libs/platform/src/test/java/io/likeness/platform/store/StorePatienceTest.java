package io.likeness.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StorePatienceTest {

    @ParameterizedTest
    @CsvSource({
        "connect-timeout, PT0S",
        "connect-timeout, PT10M1S",
        "transfer-timeout, PT0.009S",
        "transfer-timeout, PT1H"
    })
    void refusesATimeOutOfItsRange(String key, String value) {
        StoreConfiguration configuration = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withDefaultValues(Map.of(
                        "likeness.store.endpoint",
                        "http://127.0.0.1:1",
                        "likeness.store.access-key",
                        "access",
                        "likeness.store.secret-key",
                        "secret",
                        "likeness.store." + key,
                        value))
                .withMapping(StoreConfiguration.class)
                .build()
                .getConfigMapping(StoreConfiguration.class);
        LikenessException refused = assertThrows(LikenessException.class, () -> new MinioObjectStore(configuration));
        assertEquals(ErrorCode.INVALID_REQUEST, refused.code());
        assertTrue(
                String.valueOf(refused.getMessage())
                        .startsWith("likeness.store." + key + " (ms): expected 10 to 600000"),
                refused::toString);
    }
}
