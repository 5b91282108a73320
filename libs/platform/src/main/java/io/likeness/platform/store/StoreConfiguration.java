package io.likeness.platform.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where the object store is. */
@ConfigMapping(prefix = "likeness.store")
public interface StoreConfiguration {
    /** S3 endpoint, such as {@code http://127.0.0.1:9000}. */
    URI endpoint();

    /** Access key id. */
    String accessKey();

    /** Secret access key. */
    String secretKey();

    /** Region for the request signature. */
    @WithDefault("us-east-1")
    String region();

    /** Put before each bucket's logical name: 0 to 40 of a-z, 0-9 and '-'. */
    @WithDefault("likeness-")
    String bucketPrefix();

    /** How long to wait for a connection, 10 ms to 10 min. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** How long to wait for bytes in either direction, 10 ms to 10 min. */
    @WithDefault("30s")
    Duration transferTimeout();

    /** Requests to the store at a time, 1 to 1,000; more wait for their turn. */
    @WithDefault("64")
    int mostRequests();
}
