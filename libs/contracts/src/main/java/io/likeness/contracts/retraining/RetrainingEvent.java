package io.likeness.contracts.retraining;

import io.likeness.contracts.Payload;

/** What became of a model's policy. */
public sealed interface RetrainingEvent extends Payload permits RetrainingWanted {
    String modelName();

    @Override
    default String aggregateId() {
        return modelName();
    }
}
