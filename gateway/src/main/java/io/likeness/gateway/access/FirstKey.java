package io.likeness.gateway.access;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Jdbi;

/** Puts the key of the configuration where the others are. Several gateways may do it at once. */
@Singleton
final class FirstKey {
    private final Jdbi jdbi;
    private final AccessConfiguration configuration;

    FirstKey(Jdbi jdbi, AccessConfiguration configuration) {
        this.jdbi = jdbi;
        this.configuration = configuration;
    }

    void put(@Observes StartupEvent event) {
        configuration
                .firstKey()
                .flatMap(KeyText::parse)
                .ifPresent(key -> jdbi.useTransaction(transaction -> KeyTable.putFirst(transaction, key)));
    }
}
