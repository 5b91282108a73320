package io.likeness.contracts.model;

import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Require;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Body of {@code PUT /v1/registrations/{trainingId}} of model-registry; fields as in {@link ModelVersion}. */
public record RegisterVersion(
        String modelName,
        ObjectReference manifest,
        String datasetId,
        String datasetDigest,
        String validationDigest,
        String measure,
        double validationLoss,
        Map<String, Double> metrics,
        String correlationId,
        @Nullable ParentVersion parent) {
    public RegisterVersion {
        Require.name("modelName", modelName);
        Require.present("manifest", manifest);
        Require.text("datasetId", datasetId);
        Require.sha256("datasetDigest", datasetDigest);
        Require.sha256("validationDigest", validationDigest);
        Require.text("measure", measure);
        Require.finite("validationLoss", validationLoss);
        metrics = Require.numbers("metrics", metrics);
        Require.text("correlationId", correlationId);
    }
}
