package io.likeness.contracts.model;

import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Require;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An immutable version of a model. Whether it serves changes, so model-registry is asked for it, at {@code /v1/models/{name}/champion}.
 *
 * @param version 1..n within its name
 * @param digest SHA-256 of {@code manifest}
 * @param manifest a {@link ModelManifest}
 * @param trainingId the run that made it
 * @param datasetId the dataset it was trained on
 * @param datasetDigest SHA-256 of that dataset's manifest
 * @param validationDigest of the validation images on which {@code validationLoss} was measured
 * @param measure what {@code validationLoss} is, such as {@code mean-squared-error}
 * @param parent absent for a version that was trained from random weights
 */
public record ModelVersion(
        String name,
        int version,
        String digest,
        ObjectReference manifest,
        String trainingId,
        String datasetId,
        String datasetDigest,
        String validationDigest,
        String measure,
        double validationLoss,
        Map<String, Double> metrics,
        Instant registeredAt,
        @Nullable ParentVersion parent) {
    public ModelVersion {
        Require.name("name", name);
        Require.between("version", version, 1, Integer.MAX_VALUE);
        Require.sha256("digest", digest);
        Require.present("manifest", manifest);
        Require.text("trainingId", trainingId);
        Require.text("datasetId", datasetId);
        Require.sha256("datasetDigest", datasetDigest);
        Require.sha256("validationDigest", validationDigest);
        Require.text("measure", measure);
        Require.finite("validationLoss", validationLoss);
        metrics = Require.numbers("metrics", metrics);
        Require.present("registeredAt", registeredAt);
    }
}
