package io.likeness.contracts.evaluation;

import io.likeness.contracts.Payload;

/** How an evaluation ended; exactly one of these does. */
public sealed interface EvaluationEvent extends Payload permits VersionsEvaluated, EvaluationFailed {
    String evaluationId();

    @Override
    default String aggregateId() {
        return evaluationId();
    }
}
