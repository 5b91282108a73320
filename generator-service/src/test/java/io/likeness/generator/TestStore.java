package io.likeness.generator;

import io.likeness.platform.store.MinioObjectStore;
import io.likeness.platform.store.StoreConfiguration;
import io.likeness.testkit.TestPlatform;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** The test platform's object store as a service sees it. */
public record TestStore(TestPlatform platform) implements StoreConfiguration {

    static MinioObjectStore open() {
        return new MinioObjectStore(new TestStore(TestPlatform.shared()));
    }

    /** One that never answers. */
    public static MinioObjectStore nowhere() {
        return new MinioObjectStore(Settings.of(
                StoreConfiguration.class,
                Map.of(
                        "likeness.store.endpoint", "http://127.0.0.1:1",
                        "likeness.store.access-key", "none",
                        "likeness.store.secret-key", "none")));
    }

    @Override
    public URI endpoint() {
        return platform.storeEndpoint();
    }

    @Override
    public String accessKey() {
        return platform.storeKeys().accessKey();
    }

    @Override
    public String secretKey() {
        return platform.storeKeys().secretKey();
    }

    @Override
    public String region() {
        return "us-east-1";
    }

    @Override
    public String bucketPrefix() {
        return "likeness-";
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
