package io.likeness.gateway;

import io.likeness.platform.store.ObjectStore;
import jakarta.inject.Inject;
import java.util.UUID;

/** What tests of the gateway share: a caller, a name of the test's own, the store, and a registry that they fill. */
abstract class GatewayScenario {
    final Caller gateway = new Caller();
    final String name = "faces-" + UUID.randomUUID().toString().substring(0, 8);

    @Inject
    ObjectStore store;

    @SuppressWarnings("NullAway.Init") // The test resource injects itself.
    FakeRegistry registry;
}
