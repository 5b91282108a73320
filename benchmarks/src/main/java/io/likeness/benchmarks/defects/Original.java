package io.likeness.benchmarks.defects;

import io.likeness.contracts.Json;
import io.likeness.contracts.model.LatentDirections;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.imaging.ImageTensor;
import io.likeness.latents.LatentDensity;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A version that is good, from which others are made.
 *
 * @param files of which a version is drawn, by name
 * @param learned a face that it has learned from
 */
record Original(ModelVersion version, ModelManifest manifest, Map<String, byte[]> files, ImageTensor learned) {
    Original {
        files = Map.copyOf(files);
    }

    EditedNetwork encoder() {
        return new EditedNetwork(file(ModelManifest.ENCODER));
    }

    EditedNetwork decoder() {
        return new EditedNetwork(file(ModelManifest.DECODER));
    }

    LatentDensity density() {
        return Json.decode(file(ModelManifest.DENSITY), LatentDensity.class);
    }

    /** Empty where the faces have no labels. */
    Optional<LatentDirections> directions() {
        return Optional.ofNullable(files.get(ModelManifest.DIRECTIONS))
                .map(json -> Json.decode(json, LatentDirections.class));
    }

    /** Names of the labels that the networks take, in their order. */
    List<String> conditions() {
        return Optional.ofNullable(manifest.conditions()).orElse(List.of());
    }

    private byte[] file(String name) {
        return Objects.requireNonNull(files.get(name), () -> "the version has no " + name);
    }
}
