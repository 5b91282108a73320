package io.likeness.training.run;

/** How a training loop ended. */
public sealed interface TrainingOutcome permits TrainedNetwork, TrainingOutcome.Cancelled {

    /** The caller wanted no more of it. */
    record Cancelled() implements TrainingOutcome {}
}
