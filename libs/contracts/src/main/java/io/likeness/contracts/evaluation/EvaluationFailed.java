package io.likeness.contracts.evaluation;

import io.likeness.contracts.Failure;
import io.likeness.contracts.Require;

/** The versions could not be measured, and why. */
public record EvaluationFailed(String evaluationId, Failure failure) implements EvaluationEvent {
    public EvaluationFailed {
        Require.text("evaluationId", evaluationId);
        Require.present("failure", failure);
    }
}
