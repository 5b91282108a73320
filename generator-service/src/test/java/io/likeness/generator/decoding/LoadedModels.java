package io.likeness.generator.decoding;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.likeness.contracts.Digests;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.model.LatentSampler;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.generator.Densities;
import io.likeness.imaging.TensorShape;
import java.time.Instant;
import java.util.Map;

/** Models loaded without a store. The caller releases them. */
public final class LoadedModels {
    private static final String DIGEST = "d".repeat(64);

    private LoadedModels() {}

    /** A grey model from the bytes of its decoder. */
    public static LoadedModel load(byte[] decoder, int latents, int side) throws OrtException {
        return load(version("faces", 1), decoder, latents, side);
    }

    static LoadedModel load(ModelVersion version, byte[] decoder, int latents, int side) throws OrtException {
        TensorShape shape = new TensorShape(1, side);
        return new LoadedModel(
                version,
                latents,
                shape,
                new LatentSampler(Densities.twoGaussians(latents)),
                open(decoder, latents, shape));
    }

    static OnnxDecoder open(byte[] decoder, int latents, TensorShape shape) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            return OnnxDecoder.over(environment, environment.createSession(decoder, options), latents, shape);
        }
    }

    /** A champion whose digest is that of its name and number. */
    public static ModelVersion version(String name, int number) {
        String digest = Digests.sha256((name + number).getBytes(UTF_8));
        return new ModelVersion(
                name,
                number,
                digest,
                new ObjectReference("models", name + "/manifest.json", digest, 1, "application/json"),
                "training",
                "dataset",
                DIGEST,
                DIGEST,
                "mean-squared-error",
                0.01,
                Map.of(),
                true,
                Instant.EPOCH,
                null);
    }
}
