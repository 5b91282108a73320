package io.likeness.contracts.training;

import io.likeness.contracts.Payload;

/** What happened to a training run. Exactly one of {@link TrainingCompleted}, {@link
 * TrainingFailed} and {@link TrainingCancelled} ends it. */
public sealed interface TrainingEvent extends Payload
        permits TrainingQueued,
                TrainingStarted,
                EpochCompleted,
                TrainingCompleted,
                TrainingFailed,
                TrainingCancelled,
                TrainingDeleted,
                TracesErased {}
