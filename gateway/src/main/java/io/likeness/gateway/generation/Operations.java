package io.likeness.gateway.generation;

import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.generation.FaceOperation;
import io.likeness.contracts.generation.FaceOperation.Edit;
import io.likeness.contracts.generation.FaceOperation.Interpolate;
import io.likeness.contracts.generation.FaceOperation.Reconstruct;
import io.likeness.contracts.generation.FaceOperation.Sample;
import io.likeness.contracts.generation.FaceOperation.Vary;
import io.likeness.contracts.generation.FaceSource;
import io.likeness.contracts.model.Label;
import io.likeness.contracts.model.LatentDirections;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.gateway.model.Artifacts;
import io.likeness.gateway.model.ModelChoice;
import io.likeness.gateway.model.Models;
import io.likeness.gateway.upload.Uploads;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * What a request asks for, in full and checked against what the model knows. The store is read only where a request names labels or
 * attributes. The generator checks again: the champion may be another when the work is done. Safe for threads.
 */
@Singleton
public class Operations {
    private final Uploads uploads;
    private final Models models;
    private final Artifacts artifacts;

    public Operations(Uploads uploads, Models models, Artifacts artifacts) {
        this.uploads = uploads;
        this.models = models;
        this.artifacts = artifacts;
    }

    /**
     * The operation of a request.
     *
     * @throws LikenessException {@code INVALID_REQUEST} naming the field, {@code NOT_FOUND} for an upload that is not there, {@code
     *     OBJECT_STORE_UNAVAILABLE} where labels or attributes cannot be looked up
     */
    FaceOperation require(GenerationRequest request, ModelChoice choice) {
        FaceOperation operation = request.operation(choice.tenant(), uploads);
        switch (operation) {
            case Sample sample -> requireLabels("labels", sample.labels(), choice);
            case Interpolate walk -> {
                for (int k = 0; k < walk.faces().size(); k++) {
                    requireLabels("faces[" + k + "]", walk.faces().get(k), choice);
                }
            }
            case Reconstruct photo -> requireLabels("face", photo.face(), choice);
            case Edit edit -> {
                requireLabels("face", edit.face(), choice);
                requireAttributes(edit, choice);
            }
            case Vary vary -> requireLabels("face", vary.face(), choice);
        }
        return operation;
    }

    private void requireLabels(String field, FaceSource face, ModelChoice choice) {
        requireLabels(field + ".labels", face.labels(), choice);
    }

    private void requireLabels(String field, Map<String, Double> labels, ModelChoice choice) {
        if (!labels.isEmpty()) {
            Label.scaled(
                    field, Require.present("manifest.labels", manifest(choice).labels()), labels);
        }
    }

    private void requireAttributes(Edit edit, ModelChoice choice) {
        LatentDirections directions = manifest(choice).artifacts().containsKey(ModelManifest.DIRECTIONS)
                ? fetch(choice, ModelManifest.DIRECTIONS, LatentDirections.class)
                : LatentDirections.none(1);
        edit.attributes().keySet().forEach(attribute -> directions.require("attributes", attribute));
    }

    private ModelManifest manifest(ModelChoice choice) {
        return fetch(choice, Artifacts.MANIFEST, ModelManifest.class);
    }

    private <T> T fetch(ModelChoice choice, String file, Class<T> type) {
        return Json.decode(artifacts.fetch(choice.tenant(), choice.name(), models.requireServed(choice), file), type);
    }
}
