package io.likeness.contracts.retraining;

import io.likeness.contracts.Payload;

/** What the gateway tells of the policies by which models follow datasets; no service acts on it. */
public sealed interface RetrainingEvent extends Payload permits RetrainingWanted {
    String modelName();

    @Override
    default String aggregateId() {
        return modelName();
    }
}
