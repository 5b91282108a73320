package io.likeness.contracts.evaluation;

import io.likeness.contracts.Payload;

/** What model-registry asks of trainer-service. */
public sealed interface EvaluationCommand extends Payload permits EvaluateVersions {}
