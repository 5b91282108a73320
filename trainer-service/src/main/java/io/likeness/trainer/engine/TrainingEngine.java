package io.likeness.trainer.engine;

import io.likeness.contracts.LikenessException;
import io.likeness.training.protocol.TrainingRequest;

/** Trains models. Safe for threads. */
public interface TrainingEngine {

    /**
     * Begins to train and returns at once. The caller closes the session.
     *
     * @throws LikenessException {@code TRAINING_FAILED} if training cannot begin on this machine
     */
    TrainingSession start(TrainingRequest request);
}
