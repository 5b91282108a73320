package io.likeness.platform.store;

import io.likeness.contracts.LikenessException;
import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Makes the configured store and its health check known to a service. The check is no part of readiness: a service without the
 * store still takes what it can, and all would go out of service at once.
 */
final class StoreBeans {
    private static final String SERVERS = "servers";

    @Produces
    @Singleton
    MinioObjectStore minioObjectStore(StoreConfiguration configuration) {
        return new MinioObjectStore(configuration);
    }

    @Produces
    @HealthGroup(StoreBeans.SERVERS)
    @Singleton
    HealthCheck objectStoreHealth(MinioObjectStore store) {
        return () -> {
            try {
                store.ping();
                return HealthCheckResponse.up("object store");
            } catch (LikenessException e) {
                return HealthCheckResponse.named("object store")
                        .down()
                        .withData("reason", String.valueOf(e.getMessage()))
                        .build();
            }
        };
    }
}
