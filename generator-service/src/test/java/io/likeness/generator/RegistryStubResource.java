package io.likeness.generator;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Points the generator at a registry stub for as long as its tests run. */
public final class RegistryStubResource implements QuarkusTestResourceLifecycleManager {
    private @Nullable RegistryStub stub;

    @Override
    public Map<String, String> start() {
        try {
            RegistryStub started = RegistryStub.start();
            stub = started;
            return Map.of("likeness.registry.url", started.address().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (stub != null) {
            stub.close();
        }
    }
}
