package io.likeness.gateway.model;

import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.platform.store.ObjectStore;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The files of a version, verified before the first byte leaves. Safe for threads. */
@Singleton
public class Artifacts {
    private static final String MANIFEST = "manifest.json";

    private final Models models;
    private final ObjectStore store;

    public Artifacts(Models models, ObjectStore store) {
        this.models = models;
        this.store = store;
    }

    /** @throws LikenessException {@code NOT_FOUND} for a file that the version does not have */
    ObjectReference require(String name, int version, String file) {
        ModelVersion found = models.requireVersion(name, version);
        if (file.equals(MANIFEST)) {
            return found.manifest();
        }
        return Json.decode(store.fetch(found.manifest()), ModelManifest.class).requireArtifact(file);
    }

    /** The verified content by way of a temporary file, which goes when the stream is closed; the caller closes it. */
    InputStream open(ObjectReference artifact) {
        try {
            Path spooled = Files.createTempFile("artifact-", ".part");
            store.fetch(artifact, spooled);
            return Files.newInputStream(spooled, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary file for an artifact", e);
        }
    }
}
