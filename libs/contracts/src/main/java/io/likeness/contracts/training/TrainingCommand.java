package io.likeness.contracts.training;

import io.likeness.contracts.Payload;

/** What gateway asks of trainer-service. */
public sealed interface TrainingCommand extends Payload
        permits StartTraining, CancelTraining, DeleteTraining, EraseTraces {}
