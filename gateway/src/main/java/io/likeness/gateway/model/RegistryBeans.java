package io.likeness.gateway.model;

import io.likeness.platform.trace.Trace;
import io.likeness.registry.client.HttpRegistryClient;
import io.likeness.registry.client.RegistryClient;
import io.likeness.registry.client.RegistrySettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The one client of model-registry, as this service is configured. */
@Singleton
public final class RegistryBeans {
    private static final int MOST_ABSENCES = 10_000;

    @Produces
    @Singleton
    RegistryClient client(RegistryConfiguration configuration) {
        return new HttpRegistryClient(settings(configuration), Trace::headers);
    }

    @Produces
    @Singleton
    Absences absences(RegistryConfiguration configuration) {
        return new Absences(configuration.absence(), MOST_ABSENCES, System::nanoTime);
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
