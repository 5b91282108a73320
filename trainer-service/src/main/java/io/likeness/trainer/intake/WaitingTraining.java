package io.likeness.trainer.intake;

import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.training.StartTraining;
import org.jspecify.annotations.Nullable;

/**
 * A training about which something is to be decided.
 *
 * @param released whether it is a job already
 * @param late whether its deadline has passed
 * @param manifest of its dataset, if that is sealed
 * @param rejection why its dataset was rejected, if it was
 */
record WaitingTraining(
        StartTraining command,
        String correlationId,
        boolean released,
        boolean late,
        @Nullable ObjectReference manifest,
        @Nullable String rejection) {}
