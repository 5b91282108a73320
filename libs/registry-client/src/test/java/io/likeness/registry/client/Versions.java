package io.likeness.registry.client;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.RegisterVersion;
import java.time.Instant;
import java.util.Map;

/** A version that never was. */
final class Versions {
    private static final String DIGEST = Digests.sha256(new byte[0]);
    private static final ObjectReference MANIFEST =
            new ObjectReference("models", "t/manifest.json", DIGEST, 10, "application/json");

    static final RegisterVersion REGISTRATION = new RegisterVersion(
            "faces", MANIFEST, "dataset", DIGEST, DIGEST, "mean-squared-error", 0.01, Map.of(), "cause", null);

    static final ModelVersion VERSION = new ModelVersion(
            "faces",
            1,
            DIGEST,
            MANIFEST,
            "training 1",
            "dataset",
            DIGEST,
            DIGEST,
            "mean-squared-error",
            0.01,
            Map.of(),
            Instant.EPOCH,
            null);

    private Versions() {}
}
