package io.likeness.trainer.erasure;

import io.likeness.contracts.model.ModelManifest;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import io.likeness.platform.store.StoredObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The objects of a training that may show faces: all that it kept while it ran, and of its version what people look at. Nobody trains or
 * draws with those, so a version without them is whole. Safe for threads; throws as {@link ObjectStore}.
 */
@ApplicationScoped
class Traces {
    private static final Set<String> SHOWING =
            Set.of(ModelManifest.FILM, ModelManifest.FILM_STRIP, ModelManifest.EVALUATION);

    private final ObjectStore store;

    Traces(ObjectStore store) {
        this.store = store;
    }

    /** The keys of those that are stored, of whatever attempt. */
    List<String> find(String trainingId) {
        return Stream.concat(keys(Bucket.CHECKPOINTS, trainingId).stream(), showing(trainingId).stream())
                .toList();
    }

    void delete(String trainingId) {
        store.deletePrefix(Bucket.CHECKPOINTS, folder(trainingId));
        showing(trainingId).forEach(key -> store.delete(Bucket.MODELS, key));
    }

    private List<String> showing(String trainingId) {
        return keys(Bucket.MODELS, trainingId).stream()
                .filter(key -> SHOWING.contains(key.substring(key.lastIndexOf('/') + 1)))
                .toList();
    }

    private List<String> keys(Bucket bucket, String trainingId) {
        try (Stream<StoredObject> objects = store.list(bucket, folder(trainingId))) {
            return objects.map(StoredObject::key).toList();
        }
    }

    private static String folder(String trainingId) {
        return trainingId + "/";
    }
}
