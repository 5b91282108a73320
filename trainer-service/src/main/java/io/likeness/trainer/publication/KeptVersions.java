package io.likeness.trainer.publication;

import io.likeness.contracts.Json;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import io.likeness.platform.store.StoredObject;
import io.likeness.trainer.intake.TrainingTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Versions that have outlived what is known of their trainings: only their own manifests still tell what they were trained on. Safe for
 * threads.
 */
@ApplicationScoped
public class KeptVersions {
    private final ObjectStore store;
    private final TrainingTable trainings;

    public KeptVersions(ObjectStore store, TrainingTable trainings) {
        this.store = store;
        this.trainings = trainings;
    }

    /**
     * The trainings, of those that are not known any more, that were on one of the datasets; throws as {@link ObjectStore}.
     *
     * @param digests of the datasets' manifests
     */
    public Set<String> trainedOn(Set<String> digests) {
        Map<String, List<String>> manifests = manifests();
        Set<String> found = new HashSet<>();
        for (String training : trainings.forgotten(manifests.keySet())) {
            boolean one = manifests.getOrDefault(training, List.of()).stream()
                    .flatMap(key -> store.find(Bucket.MODELS, key).stream())
                    .map(json -> Json.decode(json, ModelManifest.class))
                    .anyMatch(manifest -> digests.contains(manifest.datasetDigest()));
            if (one) {
                found.add(training);
            }
        }
        return found;
    }

    /** The keys of all manifests by training; more than one where an attempt was lost. */
    private Map<String, List<String>> manifests() {
        try (Stream<StoredObject> models = store.list(Bucket.MODELS, "")) {
            return models.map(StoredObject::key)
                    .filter(key -> key.endsWith("/" + ModelUpload.MANIFEST))
                    .collect(Collectors.groupingBy(key -> key.split("/", 2)[0]));
        }
    }
}
