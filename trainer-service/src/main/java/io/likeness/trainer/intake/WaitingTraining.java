package io.likeness.trainer.intake;

import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.training.StartTraining;
import org.jspecify.annotations.Nullable;

/**
 * A training whose dataset has been decided about: either part is null.
 *
 * @param manifest of the dataset, if that is sealed
 * @param rejection why the dataset was rejected, if it was
 */
record WaitingTraining(
        StartTraining command,
        String correlationId,
        @Nullable ObjectReference manifest,
        @Nullable String rejection) {}
