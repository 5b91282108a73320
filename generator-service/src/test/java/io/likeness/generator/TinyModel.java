package io.likeness.generator;

import io.likeness.contracts.Digests;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import java.time.Instant;
import java.util.Map;

/** A stored champion of 4 latents and 8 x 8 grey pixels. */
record TinyModel(ObjectStore store, String name) {
    static final int LATENTS = 4;
    static final int SIDE = 8;
    private static final String DATASET = "e".repeat(64);

    /** A version whose weights are its own. */
    ModelVersion version(int number) {
        return version(number, NetworkFile.linear(number, LATENTS, SIDE));
    }

    ModelVersion version(int number, byte[] decoder) {
        String folder = name + "/" + number + "/";
        ObjectReference network =
                store.put(Bucket.MODELS, folder + ModelManifest.DECODER, decoder, "application/octet-stream");
        ObjectReference density = store.put(
                Bucket.MODELS,
                folder + ModelManifest.DENSITY,
                Json.encode(Densities.twoGaussians(LATENTS)),
                "application/json");
        return version(number, Map.of(ModelManifest.DECODER, network, ModelManifest.DENSITY, density));
    }

    /** A version whose decoder was replaced in the store after it was registered. */
    ModelVersion tampered(int number) {
        ModelVersion version = version(number);
        store.put(
                Bucket.MODELS,
                name + "/" + number + "/" + ModelManifest.DECODER,
                NetworkFile.linear(999, LATENTS, SIDE),
                "application/octet-stream");
        return version;
    }

    private ModelVersion version(int number, Map<String, ObjectReference> artifacts) {
        ModelManifest manifest = new ModelManifest(
                name,
                "training-" + number,
                "tiny",
                1,
                SIDE,
                LATENTS,
                "x/255",
                "dataset",
                DATASET,
                Map.of(),
                artifacts,
                null,
                null,
                null);
        byte[] content = Json.encode(manifest);
        ObjectReference reference =
                store.put(Bucket.MODELS, name + "/" + number + "/manifest.json", content, "application/json");
        return new ModelVersion(
                name,
                number,
                Digests.sha256(content),
                reference,
                "training-" + number,
                "dataset",
                DATASET,
                DATASET,
                "mean-squared-error",
                1.0 / number,
                Map.of(),
                true,
                Instant.EPOCH,
                null);
    }
}
