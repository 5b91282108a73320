package io.likeness.contracts.model;

import io.likeness.contracts.Payload;

/** What happened to a model and its versions. */
public sealed interface ModelEvent extends Payload
        permits ModelRegistered, GateDecided, RolloutChanged, ModelPromoted, VersionDeleted {
    String modelName();

    @Override
    default String aggregateId() {
        return modelName();
    }
}
