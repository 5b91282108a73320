package io.likeness.trainer.publication;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.training.FineTuning;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.platform.store.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Brings the weights of registered versions to the local disk. Safe for threads. */
@ApplicationScoped
public class BaseVersions {
    private final ModelRegistry registry;
    private final ObjectStore store;

    public BaseVersions(ModelRegistry registry, ObjectStore store) {
        this.registry = registry;
        this.store = store;
    }

    /**
     * The weights of a version.
     *
     * @param encoder {@code encoder.onnx}
     * @param decoder {@code decoder.onnx}
     * @param bytes of both
     */
    public record Fetched(Path encoder, Path decoder, long bytes) {}

    /**
     * Fetches a version's weights into a new folder.
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
        create(folder);
        ObjectReference encoder = manifest.requireArtifact(ModelManifest.ENCODER);
        ObjectReference decoder = manifest.requireArtifact(ModelManifest.DECODER);
        Fetched fetched = new Fetched(
                folder.resolve(ModelManifest.ENCODER),
                folder.resolve(ModelManifest.DECODER),
                encoder.bytes() + decoder.bytes());
        store.fetch(encoder, fetched.encoder());
        store.fetch(decoder, fetched.decoder());
        return fetched;
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new LikenessException(ErrorCode.CAPACITY_EXHAUSTED, "work folder: cannot create that of the base", e);
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
