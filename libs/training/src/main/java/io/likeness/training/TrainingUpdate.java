package io.likeness.training;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.likeness.contracts.Failure;

/** What a child says, one JSON line each. {@link Completed}, {@link Cancelled} or {@link Failed} comes last, exactly once. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TrainingUpdate.Started.class, name = "started"),
    @JsonSubTypes.Type(value = TrainingUpdate.EpochFinished.class, name = "epoch"),
    @JsonSubTypes.Type(value = TrainingUpdate.StageEntered.class, name = "stage"),
    @JsonSubTypes.Type(value = TrainingUpdate.Completed.class, name = "completed"),
    @JsonSubTypes.Type(value = TrainingUpdate.Cancelled.class, name = "cancelled"),
    @JsonSubTypes.Type(value = TrainingUpdate.Failed.class, name = "failed")
})
public sealed interface TrainingUpdate {

    /** The request is valid and the network built. */
    record Started(long parameters) implements TrainingUpdate {}

    record EpochFinished(EpochReport report) implements TrainingUpdate {}

    /** The epochs are over and this comes next. */
    record StageEntered(Stage stage) implements TrainingUpdate {}

    /** All files are in the output folder. */
    record Completed(TrainingReport report) implements TrainingUpdate {}

    /** Cancelled on request; the output folder holds nothing of use. */
    record Cancelled() implements TrainingUpdate {}

    /** Also made by the parent when the child ends without a last word. */
    record Failed(Failure failure) implements TrainingUpdate {}

    /** What follows the epochs. */
    enum Stage {
        DENSITY,
        EXPORT,
        EVALUATION
    }
}
