package io.likeness.registry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.LikenessException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RegistrySettingsTest {

    @ParameterizedTest
    @CsvSource({
        "ftp://host, PT1S, PT1S, 3, PT1S, 2048, url",
        "http:/v1, PT1S, PT1S, 3, PT1S, 2048, url",
        "http://host, PT0.009S, PT1S, 3, PT1S, 2048, connect-timeout",
        "http://host, PT11S, PT1S, 3, PT1S, 2048, connect-timeout",
        "http://host, PT1S, PT0.009S, 3, PT1S, 2048, deadline",
        "http://host, PT1S, PT301S, 3, PT1S, 2048, deadline",
        "http://host, PT1S, PT1S, 0, PT1S, 2048, attempts",
        "http://host, PT1S, PT1S, 11, PT1S, 2048, attempts",
        "http://host, PT1S, PT1S, 3, PT0S, 2048, backoff",
        "http://host, PT1S, PT1S, 3, PT11S, 2048, backoff",
        "http://host, PT1S, PT1S, 3, PT1S, 1023, most-bytes",
        "http://host, PT1S, PT1S, 3, PT1S, 67108865, most-bytes"
    })
    void namesTheKeyThatItRefuses(
            URI url, Duration connect, Duration deadline, int attempts, Duration backoff, long bytes, String key) {
        LikenessException refusal = assertThrows(
                LikenessException.class, () -> new RegistrySettings(url, connect, deadline, attempts, backoff, bytes));
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.startsWith("likeness.registry." + key + ": expected "), message);
    }

    @Test
    void resolvesBelowTheAddress() {
        RegistrySettings settings = new RegistrySettings(
                URI.create("http://host:1/below/"),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                1,
                Duration.ofSeconds(1),
                2048);
        assertEquals(URI.create("http://host:1/below/v1/champions"), settings.resolve("/v1/champions"));
    }
}
