package io.likeness.contracts.model;

import io.likeness.contracts.Require;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a version was made of, and by what. Of one that was deleted only its name, its number and its training are left.
 *
 * @param digest SHA-256 of its manifest
 * @param trainingId the run that made it
 * @param datasetDigest SHA-256 of the dataset's manifest
 * @param configuration the training's full configuration, by field
 * @param codeVersion of the code that trained it; absent where that was not recorded
 * @param parent absent for one that was trained from random weights
 */
public record VersionOrigin(
        String modelName,
        int version,
        boolean deleted,
        String trainingId,
        @Nullable String digest,
        @Nullable Instant registeredAt,
        @Nullable String datasetId,
        @Nullable String datasetDigest,
        @Nullable String preset,
        Map<String, String> configuration,
        @Nullable String codeVersion,
        @Nullable TrainingCost cost,
        @Nullable ParentVersion parent) {
    public VersionOrigin {
        Require.name("modelName", modelName);
        Require.between("version", version, 1, Integer.MAX_VALUE);
        Require.text("trainingId", trainingId);
        configuration = configuration == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(configuration));
    }

    public static VersionOrigin of(ModelVersion version, ModelManifest manifest) {
        return new VersionOrigin(
                version.name(),
                version.version(),
                false,
                version.trainingId(),
                version.digest(),
                version.registeredAt(),
                version.datasetId(),
                version.datasetDigest(),
                manifest.preset(),
                manifest.configuration(),
                manifest.codeVersion(),
                TrainingCost.of(version.metrics()),
                version.parent());
    }

    public static VersionOrigin ofDeleted(VersionRef version, String trainingId) {
        return new VersionOrigin(
                version.name().value(),
                version.version(),
                true,
                trainingId,
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                null,
                null,
                null);
    }
}
