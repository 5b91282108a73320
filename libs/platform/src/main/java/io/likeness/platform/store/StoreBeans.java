package io.likeness.platform.store;

import io.likeness.contracts.LikenessException;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Makes the configured store and its health check known to a service. */
final class StoreBeans {

    @Produces
    @Singleton
    MinioObjectStore minioObjectStore(StoreConfiguration configuration) {
        return new MinioObjectStore(configuration);
    }

    @Produces
    @Readiness
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
