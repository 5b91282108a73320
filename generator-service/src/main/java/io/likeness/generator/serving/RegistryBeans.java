package io.likeness.generator.serving;

import io.likeness.platform.trace.Trace;
import io.likeness.registry.client.HttpRegistryClient;
import io.likeness.registry.client.RegistryClient;
import io.likeness.registry.client.RegistrySettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The one client of model-registry, as this service is configured. */
@Singleton
public final class RegistryBeans {

    @Produces
    @Singleton
    RegistryClient client(RegistryConfiguration configuration) {
        return new HttpRegistryClient(settings(configuration), Trace::headers);
    }

    /** Throws as the settings do where a key is out of its range. */
    public static RegistrySettings settings(RegistryConfiguration configuration) {
        return new RegistrySettings(
                configuration.url(),
                configuration.connectTimeout(),
                configuration.deadline(),
                configuration.attempts(),
                configuration.backoff(),
                configuration.mostBytes().asLongValue());
    }
}
