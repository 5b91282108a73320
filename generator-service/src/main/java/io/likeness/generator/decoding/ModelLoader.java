package io.likeness.generator.decoding;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Require;
import io.likeness.contracts.model.LatentDirections;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.imaging.TensorShape;
import io.likeness.latents.FaceCode;
import io.likeness.latents.LatentDensity;
import io.likeness.latents.LatentSpace;
import io.likeness.platform.store.MinioObjectStore;
import io.likeness.platform.store.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a registered version ready: fetched, verified, opened, checked and warmed up. Safe for threads. */
@ApplicationScoped
public class ModelLoader {
    private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);

    /** A sigmoid stays within [0, 1], and a face is another's double, but for this much. */
    private static final float ROUNDING = 1e-3f;

    private final ObjectStore store;
    private final DecoderSessions sessions;
    private final DrawingMemory memory;

    ModelLoader(MinioObjectStore store, DecoderSessions sessions, DrawingMemory memory) {
        this.store = store;
        this.sessions = sessions;
        this.memory = memory;
    }

    /**
     * Loads a version; the caller holds its first lease.
     *
     * @throws LikenessException {@code OBJECT_STORE_UNAVAILABLE}, which may pass; {@code NOT_FOUND}, {@code DIGEST_MISMATCH},
     *     {@code INVALID_REQUEST}, {@code MALFORMED_EVENT} or {@code MODEL_UNUSABLE} for files that cannot serve; {@code
     *     INTERNAL_ERROR} if this machine could not try
     */
    public LoadedModel load(ModelVersion version) {
        long start = System.nanoTime();
        ModelManifest manifest = fetchManifest(version);
        LatentDensity density =
                Json.decode(store.fetch(manifest.requireArtifact(ModelManifest.DENSITY)), LatentDensity.class);
        Require.between("density.latents", density.latents(), manifest.latents(), manifest.latents());
        TensorShape shape = new TensorShape(
                Require.oneOf("manifest.channels", manifest.channels(), List.of(1, 3)), manifest.side());
        LatentSpace space = new LatentSpace(density, conditions(manifest), directions(manifest));
        LoadedModel model = new LoadedModel(
                version, shape, manifest.frame(), space, decoder(manifest, shape), () -> encoder(manifest, shape));
        warmUp(model);
        LOG.info(
                "model loaded name={} version={} digest={} provider={} milliseconds={}",
                version.name(),
                version.version(),
                version.digest(),
                sessions.provider(),
                (System.nanoTime() - start) / 1_000_000);
        return model;
    }

    private ModelManifest fetchManifest(ModelVersion version) {
        if (!version.digest().equals(version.manifest().sha256())) {
            throw new LikenessException(
                    ErrorCode.DIGEST_MISMATCH,
                    "manifest.sha256: expected " + version.digest() + ", found "
                            + version.manifest().sha256());
        }
        ModelManifest manifest = Json.decode(store.fetch(version.manifest()), ModelManifest.class);
        Require.oneOf("manifest.modelName", manifest.modelName(), List.of(version.name()));
        return manifest;
    }

    private static List<String> conditions(ModelManifest manifest) {
        return Require.present("manifest.conditions", manifest.conditions());
    }

    private LatentDirections directions(ModelManifest manifest) {
        ObjectReference stored = manifest.artifacts().get(ModelManifest.DIRECTIONS);
        if (stored == null) {
            return LatentDirections.none(manifest.latents());
        }
        LatentDirections directions = Json.decode(store.fetch(stored), LatentDirections.class);
        Require.between("directions.latents", directions.latents(), manifest.latents(), manifest.latents());
        return directions;
    }

    private OnnxNetwork decoder(ModelManifest manifest, TensorShape shape) {
        OrtSession session = open(manifest, ModelManifest.DECODER);
        return OnnxNetwork.decoder(
                sessions.environment(),
                session,
                manifest.latents(),
                shape,
                conditions(manifest).size());
    }

    private OnnxNetwork encoder(ModelManifest manifest, TensorShape shape) {
        if (!manifest.artifacts().containsKey(ModelManifest.ENCODER)) {
            throw Require.invalid("face", "a model with an encoder for a photo", "one without");
        }
        OrtSession session = open(manifest, ModelManifest.ENCODER);
        return OnnxNetwork.encoder(
                sessions.environment(),
                session,
                manifest.latents(),
                shape,
                conditions(manifest).size());
    }

    private OrtSession open(ModelManifest manifest, String file) {
        byte[] network = store.fetch(manifest.requireArtifact(file));
        try {
            return sessions.open(network);
        } catch (OrtException e) {
            throw OnnxNetwork.failed(file, "expected an ONNX model, found: ", e);
        }
    }

    /** Decodes one face and one full batch, so that no request pays for the first runs, and looks at what comes out. */
    private void warmUp(LoadedModel model) {
        try {
            requireImages(model.decode(sampled(model, 1)));
            int batch = Math.max(2, memory.batch(model.shape()));
            requireDifferent(
                    requireImages(model.decode(sampled(model, batch))),
                    model.shape().size());
        } catch (RuntimeException | Error e) {
            model.release();
            throw e;
        }
    }

    private static List<FaceCode> sampled(LoadedModel model, int count) {
        return LongStream.range(0, count)
                .mapToObj(seed ->
                        model.space().code(model.space().sampler(Map.of()).sample(seed, 1)))
                .toList();
    }

    private static float[] requireImages(float[] values) {
        for (float value : values) {
            if (!(value >= -ROUNDING && value <= 1 + ROUNDING)) {
                throw OnnxNetwork.unusable(
                        ModelManifest.DECODER, "image: expected values in [0, 1], found " + value, null);
            }
        }
        return values;
    }

    /** Of one run, some face differs from the first, were it in one pixel and by less than a grey level. */
    private static void requireDifferent(float[] faces, int size) {
        for (int i = size; i < faces.length; i++) {
            if (Math.abs(faces[i] - faces[i % size]) > ROUNDING) {
                return;
            }
        }
        throw OnnxNetwork.unusable(
                ModelManifest.DECODER, "image: expected other faces for other seeds, found the same for all", null);
    }
}
