package io.likeness.trainer.engine;

import io.likeness.contracts.Failure;
import io.likeness.training.protocol.EpochReport;
import io.likeness.training.protocol.TrainingReport;
import org.jspecify.annotations.Nullable;

/** What a training says while it runs. Files lie in the output folder. */
public sealed interface EngineEvent {
    /** {@link Started#device} begins so where a GPU trains. */
    String CUDA = "CUDA";

    /** Something that leaves the training running. */
    sealed interface Step extends EngineEvent {}

    /** The last event. */
    sealed interface End extends EngineEvent {}

    /**
     * The request is valid and the network built.
     *
     * @param device what trains, in words for a person
     * @param imagesPerSecond measured before the first epoch; 0 where a checkpoint leaves nothing to train
     * @param adversarialImagesPerSecond the same of the adversarial stage; absent for a plain autoencoder
     * @param resumedAfterEpoch epochs of all stages that the checkpoint had finished, 0 without one
     */
    record Started(
            long parameters,
            String device,
            double imagesPerSecond,
            @Nullable Double adversarialImagesPerSecond,
            int resumedAfterEpoch)
            implements Step {}

    /** One pass over the training images is done. */
    record EpochFinished(EpochReport report) implements Step {}

    /** A checkpoint with so many finished epochs is on disk and stays there until two more have been written. */
    record CheckpointWritten(String file, int epoch) implements Step {}

    /** The artifacts lie in the output folder, the parity of their numbers checked. */
    record Completed(TrainingReport report) implements End {}

    /** Asked to, the engine ended without a result. */
    record Cancelled() implements End {}

    /** Asked to, the engine wrote a last checkpoint and ended. */
    record Suspended(String file, int epoch) implements End {}

    /** The engine gave up, and why; trying again unchanged gives the same. */
    record Failed(Failure failure) implements End {}

    /** The engine died without a result; {@code reason} says how, for whoever asked for the training. */
    record Crashed(String reason) implements End {}
}
