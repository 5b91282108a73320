package io.likeness.contracts.training;

import io.likeness.contracts.Require;
import java.util.Map;

/**
 * The run is registered as a version.
 *
 * @param modelDigest SHA-256 of the version's manifest
 * @param metrics by name, as registered
 * @param seconds from the start of this attempt
 */
public record TrainingCompleted(
        String trainingId,
        String modelName,
        int version,
        String modelDigest,
        Map<String, Double> metrics,
        double seconds)
        implements TrainingEvent {
    public TrainingCompleted {
        Require.text("trainingId", trainingId);
        Require.name("modelName", modelName);
        Require.between("version", version, 1, Integer.MAX_VALUE);
        Require.sha256("modelDigest", modelDigest);
        metrics = Require.numbers("metrics", metrics);
        Require.notNegative("seconds", seconds);
    }

    @Override
    public String aggregateId() {
        return trainingId;
    }
}
