package io.likeness.trainer.publication;

import io.likeness.contracts.Require;
import io.likeness.contracts.dataset.FaceFrame;
import io.likeness.training.protocol.TrainingReport;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the engine left in its output folder and is to be registered.
 *
 * @param datasetDigest SHA-256 of the dataset's manifest
 * @param validationDigest of the images on which the report's validation loss was measured
 * @param frame where the eyes are in the dataset's faces; absent where it does not say
 * @param ledger what the training has cost, as metrics
 * @param artifacts SHA-256 of each file of the folder that belongs to the model, by file name
 */
public record TrainedModel(
        String datasetDigest,
        String validationDigest,
        @Nullable FaceFrame frame,
        TrainingReport report,
        Map<String, Double> ledger,
        Map<String, String> artifacts) {
    public TrainedModel {
        Require.sha256("datasetDigest", datasetDigest);
        Require.sha256("validationDigest", validationDigest);
        Require.present("report", report);
        ledger = Require.numbers("ledger", ledger);
        artifacts = Collections.unmodifiableMap(new TreeMap<>(artifacts));
    }
}
