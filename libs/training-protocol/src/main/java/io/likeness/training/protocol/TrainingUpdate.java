package io.likeness.training.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.likeness.contracts.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What a child says, one JSON line each. {@link Completed}, {@link Cancelled}, {@link Suspended} or {@link Failed} comes last, exactly once.
 * Files are named within the output folder.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TrainingUpdate.Started.class, name = "started"),
    @JsonSubTypes.Type(value = TrainingUpdate.EpochFinished.class, name = "epoch"),
    @JsonSubTypes.Type(value = TrainingUpdate.CheckpointWritten.class, name = "checkpoint"),
    @JsonSubTypes.Type(value = TrainingUpdate.StageEntered.class, name = "stage"),
    @JsonSubTypes.Type(value = TrainingUpdate.Completed.class, name = "completed"),
    @JsonSubTypes.Type(value = TrainingUpdate.Cancelled.class, name = "cancelled"),
    @JsonSubTypes.Type(value = TrainingUpdate.Suspended.class, name = "suspended"),
    @JsonSubTypes.Type(value = TrainingUpdate.Failed.class, name = "failed")
})
public sealed interface TrainingUpdate {

    /**
     * The request is valid and the network built.
     *
     * @param device what trains, in words for a person
     * @param imagesPerSecond measured on a few steps whose result was thrown away; 0 where a checkpoint leaves nothing to train
     * @param adversarialImagesPerSecond the same of the adversarial stage; absent for a plain autoencoder
     * @param resumedAfterEpoch epochs of all stages that the checkpoint had finished, 0 without one
     */
    record Started(
            long parameters,
            String device,
            double imagesPerSecond,
            @Nullable Double adversarialImagesPerSecond,
            int resumedAfterEpoch)
            implements TrainingUpdate {}

    /** {@code film.png} and {@code film.apng} show this epoch too, or will soon where epochs are quick. */
    record EpochFinished(EpochReport report) implements TrainingUpdate {}

    /**
     * A checkpoint is on disk, whole, and stays there until two more have been written.
     *
     * @param epoch epochs finished in it
     */
    record CheckpointWritten(String file, int epoch) implements TrainingUpdate {}

    /** The epochs are over and this comes next. */
    record StageEntered(Stage stage) implements TrainingUpdate {}

    /** All files are in the output folder. */
    record Completed(TrainingReport report) implements TrainingUpdate {}

    /** Cancelled on request; the output folder holds nothing of use. */
    record Cancelled() implements TrainingUpdate {}

    /** Suspended on request: another child can go on from this checkpoint. */
    record Suspended(String file, int epoch) implements TrainingUpdate {}

    /** Also made by the parent when the child ends without a last word. */
    record Failed(Failure failure) implements TrainingUpdate {}

    /** What follows the epochs. */
    enum Stage {
        DENSITY,
        EXPORT,
        EVALUATION
    }
}
