package io.likeness.trainer.engine;

import io.likeness.contracts.Failure;
import io.likeness.training.EpochReport;
import io.likeness.training.TrainingReport;

/** What a training says while it runs. The last three end it. */
public sealed interface EngineEvent {

    /** The request is valid and the network built. */
    record Started(long parameters) implements EngineEvent {}

    /** One pass over the training images is done. */
    record EpochFinished(EpochReport report) implements EngineEvent {}

    /** The artifacts lie in the output folder, the parity of their numbers checked. */
    record Completed(TrainingReport report) implements EngineEvent {}

    /** The engine gave up, and why; trying again unchanged gives the same. */
    record Failed(Failure failure) implements EngineEvent {}

    /** The engine died without a result; {@code reason} says how, for whoever asked for the training. */
    record Crashed(String reason) implements EngineEvent {}
}
