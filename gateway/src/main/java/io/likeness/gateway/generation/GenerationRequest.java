package io.likeness.gateway.generation;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.Violations;
import io.likeness.contracts.generation.FaceOperation;
import io.likeness.contracts.generation.FacePhoto;
import io.likeness.contracts.generation.FaceSource;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.generation.SeedRule;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.model.Placement;
import io.likeness.gateway.upload.Uploads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /v1/generations}, as sent; what is absent has a default. */
@Schema(description = "What to do, and with which model; which fields an operation takes is told in their description")
public record GenerationRequest(
        @Schema(description = "Name of a model; absent: the most recently promoted", examples = "celeba") @Nullable
        String model,

        @Schema(
                description = "Version of it; absent, as the alias: its champion, or one that is being rolled out",
                minimum = "1")
        @Nullable
        Integer version,

        @Schema(
                description = "In place of a version's number: an alias that names one of the model's versions when the"
                        + " request is accepted",
                examples = "winter")
        @Nullable
        String alias,

        @Schema(description = "What to do", defaultValue = "sample") @Nullable
        OperationKind operation,

        @Schema(description = "Of sample and vary: how many faces", defaultValue = "1", minimum = "1", maximum = "1000")
        @Nullable
        Integer count,

        @Schema(
                description = "Absent: random. The same seed gives the same faces",
                examples = "7",
                minimum = "0",
                maximum = "9007199254740991")
        @Nullable
        Long seed,

        @Schema(
                description = "Of sample: how far faces are from the usual",
                defaultValue = "1",
                minimum = "0",
                maximum = "2")
        @Nullable
        Double temperature,

        @Schema(description = "Of sample: labels by name that the faces are to have, as the dataset has them") @Nullable
        Map<String, Double> labels,

        @Schema(description = "Of reconstruct (a photo), edit and vary: the face to start from") @Nullable
        FaceRequest face,

        @Schema(description = "Of interpolate: the faces to walk over", minItems = 2, maxItems = 8) @Nullable
        List<FaceRequest> faces,

        @Schema(
                description = "Of interpolate: frames from one face to the next, 2 to 60, by default 12."
                        + " Of edit: 1, the edited face, or 2 to 60 faces on the way there",
                minimum = "1",
                maximum = "60")
        @Nullable
        Integer steps,

        @Schema(description = "Of interpolate: whether to walk back to the first face", defaultValue = "false")
        @Nullable
        Boolean loop,

        @Schema(
                description = "Of edit: strength by attribute, -3 to 3; 1 is the way from the mean face without it to"
                        + " the mean face with it")
        @Nullable
        Map<String, Double> attributes,

        @Schema(
                description = "How the seeds of images follow from `seed` and their place: `hash`, so that no two seeds"
                        + " have an image in common; `sum`, their sum, as earlier releases drew. A PNG of ours says which"
                        + " in its text chunk `likeness:seed-rule`; one that does not say is of `sum`",
                defaultValue = "hash")
        @Nullable
        SeedRule seedRule,

        @Schema(
                description = "Of vary: 0, the face itself, to 1, any face",
                defaultValue = "0.3",
                minimum = "0",
                maximum = "1")
        @Nullable
        Double strength) {
    private static final int DEFAULT_STEPS = 12;
    private static final double DEFAULT_STRENGTH = 0.3;
    private static final String FACE = "face";

    /**
     * The operation in full.
     *
     * @throws LikenessException {@code INVALID_REQUEST} for what it does not take or lacks, {@code NOT_FOUND} for an upload that is not
     *     there
     */
    FaceOperation operation(Tenant tenant, Uploads uploads) {
        OperationKind kind = operation == null ? OperationKind.SAMPLE : operation;
        Violations violations = new Violations(ErrorCode.INVALID_REQUEST);
        checkNothingElse(violations, kind);
        Optional<FaceOperation> whole = violations.attempt(() -> operation(kind, tenant, uploads));
        violations.requireNone();
        return whole.orElseThrow();
    }

    private FaceOperation operation(OperationKind kind, Tenant tenant, Uploads uploads) {
        return switch (kind) {
            case SAMPLE ->
                new FaceOperation.Sample(temperature == null ? 1 : temperature, labels == null ? Map.of() : labels);
            case INTERPOLATE ->
                new FaceOperation.Interpolate(
                        sources(tenant, uploads), steps == null ? DEFAULT_STEPS : steps, loop != null && loop);
            case RECONSTRUCT -> new FaceOperation.Reconstruct(photo(tenant, uploads));
            case EDIT ->
                new FaceOperation.Edit(
                        source(tenant, uploads), Require.present("attributes", attributes), steps == null ? 1 : steps);
            case VARY ->
                new FaceOperation.Vary(source(tenant, uploads), strength == null ? DEFAULT_STRENGTH : strength);
        };
    }

    GenerateFaces command(String generationId, String modelName, Placement placement, FaceOperation whole) {
        return new GenerateFaces(
                generationId,
                modelName,
                placement.version(),
                placement.chosen() ? true : null,
                placement.rollout(),
                count == null ? whole.images().orElse(1) : count,
                seed == null ? RandomGenerator.getDefault().nextLong(Require.GREATEST_SEED + 1) : seed,
                whole,
                seedRule == null ? SeedRule.HASH : seedRule);
    }

    /** The uploads that it names, by the field that does. */
    Map<String, String> photos() {
        Map<String, String> photos = new LinkedHashMap<>();
        if (face != null && face.upload() != null) {
            photos.put(FACE + FaceRequest.UPLOAD, face.upload());
        }
        List<FaceRequest> path = faces == null ? List.of() : faces;
        for (int k = 0; k < path.size(); k++) {
            String upload = path.get(k).upload();
            if (upload != null) {
                photos.put(facesField(k) + FaceRequest.UPLOAD, upload);
            }
        }
        return photos;
    }

    private static String facesField(int k) {
        return "faces[" + k + "]";
    }

    private FaceSource source(Tenant tenant, Uploads uploads) {
        return Require.present(FACE, face).source(FACE, tenant, uploads);
    }

    private FacePhoto photo(Tenant tenant, Uploads uploads) {
        FaceRequest wanted = Require.present(FACE, face);
        Require.text(FACE + FaceRequest.UPLOAD, wanted.upload());
        return (FacePhoto) wanted.source(FACE, tenant, uploads);
    }

    private List<FaceSource> sources(Tenant tenant, Uploads uploads) {
        List<FaceRequest> wanted = Require.present("faces", faces);
        Require.between("faces", wanted.size(), 2, FaceOperation.MOST_FACES_OF_A_PATH);
        List<FaceSource> sources = new ArrayList<>();
        for (int k = 0; k < wanted.size(); k++) {
            String field = facesField(k);
            sources.add(Require.present(field, wanted.get(k)).source(field, tenant, uploads));
        }
        return sources;
    }

    private void checkNothingElse(Violations violations, OperationKind kind) {
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        given.put("count", count);
        given.put("temperature", temperature);
        given.put("labels", labels);
        given.put("face", face);
        given.put("faces", faces);
        given.put("steps", steps);
        given.put("loop", loop);
        given.put("attributes", attributes);
        given.put("strength", strength);
        String none = "none for the operation " + kind.word();
        given.forEach((field, value) -> violations.unless(value == null || kind.takes(field), field, none, "one"));
    }
}
