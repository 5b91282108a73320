package io.likeness.platform.testing;

import io.likeness.platform.store.StoreConfiguration;
import java.net.URI;
import java.time.Duration;

/** How a test reaches a store of the testkit, whose access key is always the same. */
public record StoreSettings(URI endpoint, String secretKey, String bucketPrefix) implements StoreConfiguration {
    @Override
    public String accessKey() {
        return "test";
    }

    @Override
    public String region() {
        return "us-east-1";
    }

    @Override
    public Duration connectTimeout() {
        return Duration.ofSeconds(2);
    }

    @Override
    public Duration transferTimeout() {
        return Duration.ofSeconds(30);
    }

    @Override
    public int mostRequests() {
        return 64;
    }
}
