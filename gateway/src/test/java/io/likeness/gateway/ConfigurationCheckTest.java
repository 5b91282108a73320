package io.likeness.gateway;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.LikenessException;
import io.likeness.gateway.access.AccessConfiguration;
import io.likeness.gateway.cost.CostConfiguration;
import io.likeness.gateway.ledger.LedgerConfiguration;
import io.likeness.gateway.letter.LetterConfiguration;
import io.likeness.gateway.model.RegistryConfiguration;
import io.likeness.gateway.status.StatusConfiguration;
import io.likeness.gateway.training.TrainingDefaults;
import io.likeness.gateway.upload.UploadConfiguration;
import io.likeness.gateway.webhook.WebhookConfiguration;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigurationCheckTest {

    @Test
    void hasDefaultsThatPass() {
        assertDoesNotThrow(() -> check(Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "likeness.upload.most-bytes, 0",
        "likeness.upload.most-bytes, 81G",
        "likeness.upload.most-concurrent, 0",
        "likeness.upload.most-concurrent, 101",
        "likeness.upload.least-bytes-per-second, 0",
        "likeness.upload.window, 99ms",
        "likeness.upload.window, 51s",
        "likeness.upload.keep-unfinished, 59s",
        "likeness.upload.keep-unfinished, 31d",
        "likeness.cost.core-hour, -1",
        "likeness.cost.currency, euros",
        "likeness.cost.monthly-budget, -0.01",
        "likeness.training.deadline, 999ms",
        "likeness.training.deadline, 31d",
        "likeness.ledger.generation.deadline, 999ms",
        "likeness.ledger.generation.silence, 31d",
        "likeness.ledger.generation.keep-results, 0s",
        "likeness.ledger.dataset.deadline, 31d",
        "likeness.ledger.dataset.silence, 0s",
        "likeness.ledger.training.silence, 31d",
        "likeness.ledger.grace, 61m",
        "likeness.ledger.cancel-patience, 25h",
        "likeness.ledger.keep-ended, 3651d",
        "likeness.ledger.keep-keys, 0s",
        "likeness.ledger.keep-tombstones, 47h",
        "likeness.ledger.reap-interval, 99ms",
        "likeness.ledger.poll, 61s",
        "likeness.registry.connect-timeout, 0s",
        "likeness.registry.deadline, 301s",
        "likeness.registry.attempts, 0",
        "likeness.registry.backoff, 11s",
        "likeness.registry.most-bytes, 65M",
        "likeness.registry.absence, 61s",
        "likeness.status.timeout, 9ms",
        "likeness.dead-letters.retention, 59m",
        "likeness.dead-letters.retention, 3651d",
        "likeness.webhook.timeout, 99ms",
        "likeness.webhook.timeout, 61s",
        "likeness.webhook.backoff, '5s,0s'",
        "likeness.webhook.backoff, 8d",
        "likeness.webhook.most-at-once, 0",
        "likeness.webhook.most-at-once, 17",
        "likeness.webhook.lease, 99ms",
        "likeness.webhook.poll, 301s",
        "likeness.webhook.patience, 59s",
        "likeness.webhook.overlap, 31d",
        "likeness.webhook.keep-deliveries, 3d",
        "likeness.access.first-key, lk_short",
        "likeness.access.oidc.issuer, http://id.example",
        "likeness.access.oidc.issuer, ftp://localhost"
    })
    void namesTheKeyThatItRefuses(String key, String value) {
        LikenessException failure = assertThrows(LikenessException.class, () -> check(Map.of(key, value)));
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.startsWith(key + ": expected "), message);
    }

    private static void check(Map<String, String> keys) {
        Map<String, String> properties = new HashMap<>(Map.of("likeness.registry.url", "http://127.0.0.1:8083"));
        properties.putAll(keys);
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(UploadConfiguration.class)
                .withMapping(TrainingDefaults.class)
                .withMapping(RegistryConfiguration.class)
                .withMapping(StatusConfiguration.class)
                .withMapping(LedgerConfiguration.class)
                .withMapping(LetterConfiguration.class)
                .withMapping(WebhookConfiguration.class)
                .withMapping(AccessConfiguration.class)
                .withMapping(CostConfiguration.class)
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .addDiscoveredConverters()
                .build();
        new ConfigurationCheck()
                .check(
                        new StartupEvent(),
                        config.getConfigMapping(UploadConfiguration.class),
                        config.getConfigMapping(TrainingDefaults.class),
                        config.getConfigMapping(RegistryConfiguration.class),
                        config.getConfigMapping(StatusConfiguration.class),
                        config.getConfigMapping(LedgerConfiguration.class),
                        config.getConfigMapping(LetterConfiguration.class),
                        config.getConfigMapping(WebhookConfiguration.class),
                        config.getConfigMapping(AccessConfiguration.class),
                        config.getConfigMapping(CostConfiguration.class));
    }
}
