package io.likeness.trainer.publication;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.RegisterVersion;
import io.likeness.contracts.model.VersionRef;
import io.likeness.registry.client.RegistryClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** The registry as its client asks it: only what it refuses itself ends a training, all else is {@code REGISTRY_UNAVAILABLE}. */
@ApplicationScoped
public class RemoteModelRegistry implements ModelRegistry {
    private final RegistryClient client;

    public RemoteModelRegistry(RegistryClient client) {
        this.client = client;
    }

    @Override
    public ModelVersion register(String trainingId, RegisterVersion registration) throws InterruptedException {
        return interruptibly(() -> client.register(trainingId, registration));
    }

    @Override
    public ModelVersion requireVersion(String modelName, int version) throws InterruptedException {
        VersionRef wanted = VersionRef.of(modelName, version);
        return interruptibly(() -> client.findVersion(wanted))
                .orElseThrow(() -> new LikenessException(
                        ErrorCode.MODEL_NOT_FOUND,
                        "fineTuning: expected a registered version, found none that is %s v%d"
                                .formatted(modelName, version)));
    }

    private static <T> T interruptibly(Supplier<T> call) throws InterruptedException {
        try {
            return call.get();
        } catch (CancellationException e) {
            if (Thread.interrupted()) {
                InterruptedException interruption = new InterruptedException(e.getMessage());
                interruption.initCause(e);
                throw interruption;
            }
            throw e;
        }
    }
}
