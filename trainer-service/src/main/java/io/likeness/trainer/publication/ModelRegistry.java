package io.likeness.trainer.publication;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.RegisterVersion;

/** Where versions are registered. Safe for threads. */
public interface ModelRegistry {

    /**
     * Registers what a training made; the same training again gives the same version.
     *
     * @throws LikenessException {@code REGISTRY_UNAVAILABLE} if it does not answer, or the code with which it refuses
     */
    ModelVersion register(String trainingId, RegisterVersion registration) throws InterruptedException;

    /**
     * A version of a model.
     *
     * @throws LikenessException {@code MODEL_NOT_FOUND} if there is none, else as {@link #register}
     */
    ModelVersion requireVersion(String modelName, int version) throws InterruptedException;
}
