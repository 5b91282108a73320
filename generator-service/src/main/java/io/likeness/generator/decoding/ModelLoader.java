package io.likeness.generator.decoding;

import ai.onnxruntime.OrtException;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.model.LatentDensity;
import io.likeness.contracts.model.LatentSampler;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.generator.GeneratorConfiguration;
import io.likeness.imaging.TensorShape;
import io.likeness.platform.store.MinioObjectStore;
import io.likeness.platform.store.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a registered version ready: fetched, verified, opened, checked and warmed up. Safe for threads. */
@ApplicationScoped
public class ModelLoader {
    private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);

    /** A sigmoid stays within [0, 1]; this much is rounding. */
    private static final float RANGE_TOLERANCE = 1e-3f;

    private final ObjectStore store;
    private final DecoderSessions sessions;
    private final int batch;

    ModelLoader(MinioObjectStore store, DecoderSessions sessions, GeneratorConfiguration configuration) {
        this.store = store;
        this.sessions = sessions;
        this.batch = configuration.batch();
    }

    /**
     * Loads a version; the caller holds its first lease.
     *
     * @throws LikenessException {@code OBJECT_STORE_UNAVAILABLE}, which may pass; {@code NOT_FOUND}, {@code DIGEST_MISMATCH},
     *     {@code INVALID_REQUEST}, {@code MALFORMED_EVENT} or {@code INTERNAL_ERROR} for files that cannot serve
     */
    public LoadedModel load(ModelVersion version) {
        long start = System.nanoTime();
        ModelManifest manifest = fetchManifest(version);
        LatentDensity density =
                Json.decode(store.fetch(manifest.requireArtifact(ModelManifest.DENSITY)), LatentDensity.class);
        Require.between("density.latents", density.latents(), manifest.latents(), manifest.latents());
        TensorShape shape = new TensorShape(
                Require.oneOf("manifest.channels", manifest.channels(), List.of(1, 3)), manifest.side());
        byte[] network = store.fetch(manifest.requireArtifact(ModelManifest.DECODER));
        LoadedModel model = new LoadedModel(
                version, manifest.latents(), shape, new LatentSampler(density), open(network, manifest, shape));
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

    private OnnxDecoder open(byte[] network, ModelManifest manifest, TensorShape shape) {
        try {
            return OnnxDecoder.over(sessions.environment(), sessions.open(network), manifest.latents(), shape);
        } catch (OrtException e) {
            throw OnnxDecoder.unusable("expected an ONNX model, found: " + e.getMessage(), e);
        }
    }

    /** Decodes one face and one full batch, so that no request pays for the first runs, and looks at what comes out. */
    private void warmUp(LoadedModel model) {
        try {
            requireImages(model.decode(new long[] {0}));
            requireImages(model.decode(LongStream.range(0, batch).toArray()));
        } catch (RuntimeException | Error e) {
            model.release();
            throw e;
        }
    }

    private static void requireImages(float[] values) {
        for (float value : values) {
            if (!(value >= -RANGE_TOLERANCE && value <= 1 + RANGE_TOLERANCE)) {
                throw OnnxDecoder.unusable("image: expected values in [0, 1], found " + value, null);
            }
        }
    }
}
