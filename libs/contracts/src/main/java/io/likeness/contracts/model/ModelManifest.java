package io.likeness.contracts.model;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Require;
import io.likeness.contracts.dataset.FaceFrame;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a version consists of; its SHA-256 is the version's digest.
 *
 * @param channels C of the decoder's {@code float[N, C, S, S]}, values in [0, 1]
 * @param side S, in pixels
 * @param latents length of a latent vector
 * @param normalisation how {@code uint8} becomes the network's input, {@code x/255}
 * @param datasetDigest SHA-256 of the dataset's manifest
 * @param configuration the training's full configuration, by field
 * @param artifacts the version's files by name: {@code decoder.onnx}, {@code encoder.onnx}, {@code density.json}, ...
 * @param parent absent for a version that was trained from random weights
 * @param labels by which its density can be asked for faces, in the density's order; none where the dataset has none
 * @param conditions names of those labels that encoder and decoder take as input {@code label}, {@code float[N, K]} of {@link
 *     Label#scaled} values in this order; none for an unconditional model
 * @param codeVersion of the code that trained it, such as {@code 0.1.0+0e5c11f}; absent where that was not recorded
 * @param frame where the eyes are in the faces that it has learned; absent where its dataset does not say
 */
public record ModelManifest(
        String modelName,
        String trainingId,
        String preset,
        int channels,
        int side,
        int latents,
        String normalisation,
        String datasetId,
        String datasetDigest,
        Map<String, String> configuration,
        Map<String, ObjectReference> artifacts,
        @Nullable ParentVersion parent,
        @Nullable List<Label> labels,
        @Nullable List<String> conditions,
        @Nullable String codeVersion,
        @Nullable FaceFrame frame) {
    public static final String DECODER = "decoder.onnx";
    public static final String ENCODER = "encoder.onnx";
    public static final String DENSITY = "density.json";
    /** {@link LatentDirections}; absent where the dataset has no labels. */
    public static final String DIRECTIONS = "directions.json";

    public static final String REPORT = "report.json";
    /** A page for people, with all pictures in it. */
    public static final String EVALUATION = "evaluation.html";
    /** A PNG with a row an epoch. */
    public static final String FILM_STRIP = "film.png";
    /** An animated PNG with a frame an epoch. */
    public static final String FILM = "film.apng";

    public ModelManifest {
        Require.name("modelName", modelName);
        Require.text("trainingId", trainingId);
        Require.name("preset", preset);
        Require.oneOf("channels", channels, List.of(1, 3));
        Require.between("side", side, 1, 1024);
        Require.between("latents", latents, 1, 65_536);
        Require.text("normalisation", normalisation);
        Require.text("datasetId", datasetId);
        Require.sha256("datasetDigest", datasetDigest);
        configuration = Collections.unmodifiableMap(new TreeMap<>(Require.present("configuration", configuration)));
        artifacts = Collections.unmodifiableMap(new TreeMap<>(Require.present("artifacts", artifacts)));
        labels = labels == null ? List.of() : List.copyOf(labels);
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    /** @throws LikenessException {@code NOT_FOUND} if the version has no such file */
    public ObjectReference requireArtifact(String file) {
        ObjectReference artifact = artifacts.get(file);
        if (artifact == null) {
            throw new LikenessException(
                    ErrorCode.NOT_FOUND, "file: expected one of " + artifacts.keySet() + ", found '" + file + "'");
        }
        return artifact;
    }
}
