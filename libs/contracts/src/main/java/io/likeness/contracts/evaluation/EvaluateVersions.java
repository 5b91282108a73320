package io.likeness.contracts.evaluation;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.ModelVersion;

/**
 * Measure two versions on real faces that took no part in the training of either.
 *
 * @param candidate of which it is to be decided whether it may serve
 * @param champion what serves, a version of the same model
 */
public record EvaluateVersions(String evaluationId, ModelVersion candidate, ModelVersion champion)
        implements EvaluationCommand {
    public EvaluateVersions {
        Require.text("evaluationId", evaluationId);
        Require.present("candidate", candidate);
        Require.present("champion", champion);
    }

    @Override
    public String aggregateId() {
        return evaluationId;
    }
}
