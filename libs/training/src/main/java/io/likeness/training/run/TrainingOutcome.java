package io.likeness.training.run;

import java.nio.file.Path;

/** How a training loop ended. */
public sealed interface TrainingOutcome permits TrainedNetwork, TrainingOutcome.Cancelled, TrainingOutcome.Suspended {

    /** The caller wanted no more of it. */
    record Cancelled() implements TrainingOutcome {}

    /** Another loop can go on from this file. */
    record Suspended(Path checkpoint, int epoch) implements TrainingOutcome {}
}
