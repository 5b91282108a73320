package io.likeness.gateway.model;

import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.VersionRef;
import io.likeness.gateway.access.Tenant;
import io.likeness.platform.store.ObjectStore;
import jakarta.inject.Singleton;
import java.util.Set;

/** The files of a version, verified before the first byte leaves. Safe for threads. */
@Singleton
public class Artifacts {
    /** Of a version itself. */
    public static final String MANIFEST = "manifest.json";

    /** They show faces of the dataset. */
    private static final Set<String> SHOWING =
            Set.of(ModelManifest.FILM, ModelManifest.FILM_STRIP, ModelManifest.EVALUATION);

    private final Models models;
    private final ObjectStore store;

    public Artifacts(Models models, ObjectStore store) {
        this.models = models;
        this.store = store;
    }

    /** @throws LikenessException {@code NOT_FOUND} for a file that the version does not have, {@code ERASED} for one that was removed */
    ObjectReference require(Tenant tenant, String name, int version, String file) {
        ModelVersion found = models.requireVersion(tenant, VersionRef.of(name, version));
        if (file.equals(MANIFEST)) {
            return found.manifest();
        }
        if (SHOWING.contains(file)) {
            models.requireFacesShown(found, file);
        }
        return manifest(found).requireArtifact(file);
    }

    ModelManifest manifest(ModelVersion version) {
        return Json.decode(store.fetch(version.manifest()), ModelManifest.class);
    }

    /**
     * The whole of a small file, verified.
     *
     * @throws LikenessException {@code MODEL_NOT_FOUND}, or {@code NOT_FOUND} for a file that the version does not have
     */
    public byte[] fetch(Tenant tenant, String name, int version, String file) {
        return store.fetch(require(tenant, name, version, file));
    }
}
