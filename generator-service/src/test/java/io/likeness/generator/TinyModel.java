package io.likeness.generator;

import io.likeness.contracts.Digests;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.FaceFrame;
import io.likeness.contracts.model.Label;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.imaging.TensorShape;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
        return version(number, decoder, 1, SIDE);
    }

    ModelVersion version(int number, byte[] decoder, int channels, int side) {
        String folder = name + "/" + number + "/";
        ObjectReference network =
                store.put(Bucket.MODELS, folder + ModelManifest.DECODER, decoder, "application/octet-stream");
        ObjectReference density = store.put(
                Bucket.MODELS,
                folder + ModelManifest.DENSITY,
                Json.encode(Densities.twoGaussians(LATENTS)),
                "application/json");
        return version(
                number,
                Map.of(ModelManifest.DECODER, network, ModelManifest.DENSITY, density),
                List.of(),
                Map.of(),
                new TensorShape(channels, side),
                null);
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

    /** A conditional version that knows labels and an attribute, and has an encoder. */
    ModelVersion labelled(int number, Map<String, Double> metrics) {
        return labelled(number, metrics, null);
    }

    /** @param frame where its faces have their eyes */
    ModelVersion labelled(int number, Map<String, Double> metrics, @Nullable FaceFrame frame) {
        int conditions = Densities.LABELS.size();
        Map<String, byte[]> files = Map.of(
                ModelManifest.DECODER, NetworkFile.conditional(number, LATENTS, SIDE, conditions),
                ModelManifest.ENCODER, NetworkFile.encoder(number, LATENTS, SIDE, conditions),
                ModelManifest.DENSITY, Json.encode(Densities.labelled(LATENTS)),
                ModelManifest.DIRECTIONS, Json.encode(Densities.directions(LATENTS)));
        Map<String, ObjectReference> artifacts = new HashMap<>();
        files.forEach((file, content) -> artifacts.put(
                file, store.put(Bucket.MODELS, name + "/" + number + "/" + file, content, "application/octet-stream")));
        return version(number, artifacts, Densities.LABELS, metrics, new TensorShape(1, SIDE), frame);
    }

    /** Its networks take every label. */
    private ModelVersion version(
            int number,
            Map<String, ObjectReference> artifacts,
            List<Label> labels,
            Map<String, Double> metrics,
            TensorShape shape,
            @Nullable FaceFrame frame) {
        ModelManifest manifest = new ModelManifest(
                name,
                "training-" + number,
                "tiny",
                shape.channels(),
                shape.side(),
                LATENTS,
                "x/255",
                "dataset",
                DATASET,
                Map.of(),
                artifacts,
                null,
                labels,
                labels.stream().map(Label::name).toList(),
                null,
                frame);
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
                metrics,
                Instant.EPOCH,
                null);
    }
}
