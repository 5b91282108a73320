package io.likeness.registry.registration;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Require;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.model.ParentVersion;
import io.likeness.contracts.model.RegisterVersion;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.MinioObjectStore;
import io.likeness.platform.store.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a registration's manifest, and every file that it lists, lies in the store with the digest that is claimed, and that
 * the manifest says the same as the registration. Safe for threads.
 */
@ApplicationScoped
class ManifestVerification {
    private static final List<String> NEEDED = List.of(ModelManifest.DECODER, ModelManifest.DENSITY);

    private final ObjectStore store;

    ManifestVerification(MinioObjectStore store) {
        this.store = store;
    }

    /**
     * @throws LikenessException {@code INVALID_REQUEST} if an object is missing or the manifest says something else,
     *     {@code DIGEST_MISMATCH} if an object's content is not what its reference pins, {@code OBJECT_STORE_UNAVAILABLE}
     */
    void verify(String trainingId, RegisterVersion request) {
        ObjectReference reference = request.manifest();
        Require.oneOf("manifest.bucket", reference.bucket(), List.of(Bucket.MODELS.logicalName()));
        try {
            ModelManifest manifest = Json.decode(store.fetch(reference), ModelManifest.class);
            requireSame("modelName", request.modelName(), manifest.modelName());
            requireSame("trainingId", trainingId, manifest.trainingId());
            requireSame("datasetId", request.datasetId(), manifest.datasetId());
            requireSame("datasetDigest", request.datasetDigest(), manifest.datasetDigest());
            requireSame("parent", name(request.parent()), name(manifest.parent()));
            for (String file : NEEDED) {
                Require.oneOf("manifest.artifacts", file, manifest.artifacts().keySet());
            }
            fetchAll(manifest.artifacts().values());
        } catch (LikenessException e) {
            throw e.code() == ErrorCode.NOT_FOUND || e.code() == ErrorCode.MALFORMED_EVENT ? blamed(e) : e;
        }
    }

    private void fetchAll(Collection<ObjectReference> artifacts) {
        try {
            Path scratch = Files.createTempFile("artifact-", ".part");
            try {
                for (ObjectReference artifact : artifacts) {
                    store.fetch(artifact, scratch);
                }
            } finally {
                Files.deleteIfExists(scratch);
            }
        } catch (IOException e) {
            throw new LikenessException(ErrorCode.CAPACITY_EXHAUSTED, "no room for a file of a model", e);
        }
    }

    private static String name(@Nullable ParentVersion parent) {
        return parent == null ? "none" : parent.modelName() + " version " + parent.version();
    }

    private static void requireSame(String field, String expected, String found) {
        if (!expected.equals(found)) {
            throw Require.invalid("manifest." + field, "'" + expected + "'", "'" + found + "'");
        }
    }

    private static LikenessException blamed(LikenessException cause) {
        return new LikenessException(ErrorCode.INVALID_REQUEST, "manifest: " + cause.getMessage(), cause);
    }
}
