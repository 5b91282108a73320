package io.likeness.trainer.publication;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.training.FineTuning;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.platform.store.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Brings weights and densities of registered versions to the local disk. Safe for threads. */
@ApplicationScoped
public class BaseVersions {
    private final ModelRegistry registry;
    private final ObjectStore store;

    public BaseVersions(ModelRegistry registry, ObjectStore store) {
        this.registry = registry;
        this.store = store;
    }

    /**
     * What a training starts from and is compared with.
     *
     * @param encoder {@code encoder.onnx}
     * @param decoder {@code decoder.onnx}
     * @param density {@code density.json}
     * @param bytes of all
     */
    public record Fetched(Path encoder, Path decoder, Path density, long bytes) {}

    /**
     * Fetches a version's weights and density into a new folder.
     *
     * @throws LikenessException {@code MODEL_NOT_FOUND} if the version does not exist, {@code IMPOSSIBLE_CONFIGURATION} if its images or
     *     latents have another shape or it is told other labels, and as {@link ModelRegistry} and {@link ObjectStore}
     */
    public Fetched fetch(FineTuning fineTuning, TrainingConfiguration configuration, Path folder)
            throws InterruptedException {
        ObjectReference reference = registry.requireVersion(fineTuning.modelName(), fineTuning.version())
                .manifest();
        ModelManifest manifest = Json.decode(store.fetch(reference), ModelManifest.class);
        require("channels", configuration.channels(), manifest.channels());
        require("side", configuration.side(), manifest.side());
        require("latents", configuration.latents(), manifest.latents());
        require("conditions", configuration.conditions(), manifest.conditions());
        return fetch(manifest, folder);
    }

    /** The manifest of a registered version; throws as {@link ObjectStore}. */
    public ModelManifest manifest(ModelVersion version) {
        return Json.decode(store.fetch(version.manifest()), ModelManifest.class);
    }

    /** Fetches a version's weights and density into a new folder, under the names that the manifest has; throws as {@link ObjectStore}. */
    public Fetched fetch(ModelManifest manifest, Path folder) {
        create(folder);
        ObjectReference encoder = manifest.requireArtifact(ModelManifest.ENCODER);
        ObjectReference decoder = manifest.requireArtifact(ModelManifest.DECODER);
        ObjectReference density = manifest.requireArtifact(ModelManifest.DENSITY);
        Fetched fetched = new Fetched(
                folder.resolve(ModelManifest.ENCODER),
                folder.resolve(ModelManifest.DECODER),
                folder.resolve(ModelManifest.DENSITY),
                encoder.bytes() + decoder.bytes() + density.bytes());
        store.fetch(encoder, fetched.encoder());
        store.fetch(decoder, fetched.decoder());
        store.fetch(density, fetched.density());
        return fetched;
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new LikenessException(
                    ErrorCode.CAPACITY_EXHAUSTED, "work folder: cannot create that of a version", e);
        }
    }

    private static void require(String field, Object expected, @Nullable Object found) {
        if (!expected.equals(found)) {
            throw new LikenessException(
                    ErrorCode.IMPOSSIBLE_CONFIGURATION,
                    "fineTuning.%s: expected a version of %s, found %s".formatted(field, expected, found));
        }
    }
}
