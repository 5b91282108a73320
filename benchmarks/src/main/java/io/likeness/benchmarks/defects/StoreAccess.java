package io.likeness.benchmarks.defects;

import io.likeness.benchmarks.chaos.RunningSystem;
import io.likeness.platform.store.StoreConfiguration;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Properties;

/** The store of a running system, as its services have it. */
record StoreAccess(URI endpoint, String accessKey, String secretKey) implements StoreConfiguration {

    static StoreAccess of(RunningSystem system) throws IOException {
        Properties credentials = system.credentials();
        return new StoreAccess(
                system.store(),
                credentials.getProperty("store.access-key"),
                credentials.getProperty("store.secret-key"));
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
        return 4;
    }

    @Override
    public String toString() {
        return "StoreAccess[" + endpoint + "]";
    }
}
