package io.likeness.benchmarks.defects;

import io.likeness.contracts.Digests;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.Split;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.RegisterVersion;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import io.likeness.platform.store.StoredObject;
import io.likeness.registry.client.RegistryClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** Fetches a version's files, and stores and registers others as a trainer does. Safe for threads. */
record Versions(ObjectStore store, RegistryClient registry) {
    private static final List<String> DRAWN_WITH =
            List.of(ModelManifest.ENCODER, ModelManifest.DECODER, ModelManifest.DENSITY, ModelManifest.DIRECTIONS);
    private static final String MANIFEST = "manifest.json";

    Original fetch(ModelVersion version) {
        ModelManifest manifest = Json.decode(store.fetch(version.manifest()), ModelManifest.class);
        Map<String, byte[]> files = new HashMap<>();
        for (String name : DRAWN_WITH) {
            Optional.ofNullable(manifest.artifacts().get(name))
                    .ifPresent(stored -> files.put(name, store.fetch(stored)));
        }
        return new Original(version, manifest, files, learned(version));
    }

    /**
     * Registers the original again but for some of its files, with the numbers that were measured after its training.
     *
     * @param changed by name; those that are not among them are the original's
     */
    ModelVersion register(Original original, Map<String, byte[]> changed) {
        String trainingId = UUID.randomUUID().toString();
        String prefix = trainingId + "/1/";
        ModelManifest former = original.manifest();
        Map<String, ObjectReference> artifacts = new TreeMap<>(former.artifacts());
        changed.forEach((name, content) -> artifacts.put(
                name,
                store.put(
                        Bucket.MODELS,
                        prefix + name,
                        content,
                        former.requireArtifact(name).mediaType())));
        ModelManifest manifest = new ModelManifest(
                former.modelName(),
                trainingId,
                former.preset(),
                former.channels(),
                former.side(),
                former.latents(),
                former.normalisation(),
                former.datasetId(),
                former.datasetDigest(),
                former.configuration(),
                artifacts,
                former.parent(),
                former.labels(),
                former.conditions(),
                former.codeVersion(),
                null);
        ModelVersion version = original.version();
        return registry.register(
                trainingId,
                new RegisterVersion(
                        version.name(),
                        store.put(Bucket.MODELS, prefix + MANIFEST, Json.encode(manifest), "application/json"),
                        version.datasetId(),
                        version.datasetDigest(),
                        version.validationDigest(),
                        version.measure(),
                        version.validationLoss(),
                        version.metrics(),
                        trainingId,
                        version.parent()));
    }

    /** The first face of the train part. */
    private ImageTensor learned(ModelVersion version) {
        DatasetManifest dataset = dataset(version);
        Shard shard = dataset.shards(Split.TRAIN).getFirst();
        return ImageTensor.of(new TensorShape(dataset.channels(), dataset.side()), store.fetch(shard.images()), 0);
    }

    private DatasetManifest dataset(ModelVersion version) {
        try (Stream<StoredObject> objects = store.list(Bucket.DATASETS, version.datasetId() + "/")) {
            return objects.map(StoredObject::key)
                    .filter(key -> key.endsWith("/" + MANIFEST))
                    .flatMap(key -> store.find(Bucket.DATASETS, key).stream())
                    .filter(json -> Digests.sha256(json).equals(version.datasetDigest()))
                    .map(json -> Json.decode(json, DatasetManifest.class))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "expected the manifest of dataset " + version.datasetId() + ", found none"));
        }
    }
}
