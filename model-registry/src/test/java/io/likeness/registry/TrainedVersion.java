package io.likeness.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Digests;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.model.ParentVersion;
import io.likeness.contracts.model.RegisterVersion;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a training leaves in the store and asks the registry to register; the registry never looks inside the network files. */
record TrainedVersion(String trainingId, RegisterVersion request) {
    static final String CODE = "0.1.0+0e5c11f";
    static final String MEASURE = "mean-squared-error";
    static final String VALIDATION_SET = Digests.sha256("validation".getBytes(UTF_8));
    private static final String DATASET = Digests.sha256("dataset".getBytes(UTF_8));

    static TrainedVersion store(ObjectStore store, String modelName, String trainingId, double loss) {
        ObjectReference decoder = put(store, trainingId, ModelManifest.DECODER);
        ObjectReference density = put(store, trainingId, ModelManifest.DENSITY);
        return store(
                store,
                modelName,
                trainingId,
                loss,
                Map.of(ModelManifest.DECODER, decoder, ModelManifest.DENSITY, density));
    }

    static TrainedVersion store(
            ObjectStore store,
            String modelName,
            String trainingId,
            double loss,
            Map<String, ObjectReference> artifacts) {
        return store(store, modelName, trainingId, loss, artifacts, null);
    }

    /** Trained on from another version. */
    static TrainedVersion store(
            ObjectStore store, String modelName, String trainingId, double loss, ParentVersion parent) {
        ObjectReference decoder = put(store, trainingId, ModelManifest.DECODER);
        ObjectReference density = put(store, trainingId, ModelManifest.DENSITY);
        return store(
                store,
                modelName,
                trainingId,
                loss,
                Map.of(ModelManifest.DECODER, decoder, ModelManifest.DENSITY, density),
                parent);
    }

    private static TrainedVersion store(
            ObjectStore store,
            String modelName,
            String trainingId,
            double loss,
            Map<String, ObjectReference> artifacts,
            @Nullable ParentVersion parent) {
        ModelManifest manifest = new ModelManifest(
                modelName,
                trainingId,
                "seed",
                1,
                64,
                32,
                "x/255",
                "dataset-1",
                DATASET,
                Map.of("epochs", "1"),
                artifacts,
                parent,
                null,
                null,
                CODE,
                null);
        ObjectReference reference =
                store.put(Bucket.MODELS, trainingId + "/manifest.json", Json.encode(manifest), "application/json");
        return new TrainedVersion(
                trainingId,
                new RegisterVersion(
                        modelName,
                        reference,
                        "dataset-1",
                        DATASET,
                        VALIDATION_SET,
                        MEASURE,
                        loss,
                        Map.of(
                                "cpuSeconds",
                                7.5,
                                "wallSeconds",
                                4.25,
                                "memorisationRatio",
                                0.9,
                                "parityImageError",
                                1e-6),
                        "correlation-" + trainingId,
                        parent));
    }

    static ObjectReference put(ObjectStore store, String trainingId, String file) {
        return store.put(
                Bucket.MODELS,
                trainingId + "/" + file,
                (file + " of " + trainingId).getBytes(UTF_8),
                "application/octet-stream");
    }

    TrainedVersion measured(String validationDigest, String measure, double loss) {
        return new TrainedVersion(
                trainingId,
                new RegisterVersion(
                        request.modelName(),
                        request.manifest(),
                        request.datasetId(),
                        request.datasetDigest(),
                        validationDigest,
                        measure,
                        loss,
                        request.metrics(),
                        request.correlationId(),
                        request.parent()));
    }

    /** The same version, said to come from elsewhere. */
    TrainedVersion descendedFrom(@Nullable ParentVersion parent) {
        return new TrainedVersion(
                trainingId,
                new RegisterVersion(
                        request.modelName(),
                        request.manifest(),
                        request.datasetId(),
                        request.datasetDigest(),
                        request.validationDigest(),
                        request.measure(),
                        request.validationLoss(),
                        request.metrics(),
                        request.correlationId(),
                        parent));
    }

    TrainedVersion claimedBy(String otherTraining) {
        return new TrainedVersion(otherTraining, request);
    }
}
