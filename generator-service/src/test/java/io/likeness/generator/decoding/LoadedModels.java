package io.likeness.generator.decoding;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.likeness.contracts.Digests;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.model.LatentDirections;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.generator.Densities;
import io.likeness.generator.NetworkFile;
import io.likeness.imaging.TensorShape;
import io.likeness.latents.LatentSpace;
import java.time.Instant;
import java.util.List;
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
        LatentSpace space = new LatentSpace(Densities.twoGaussians(latents), List.of(), LatentDirections.none(latents));
        return load(version, decoder, NetworkFile.encoder(1, latents, side, 0), space, side);
    }

    /** A grey model with an encoder. */
    public static LoadedModel load(ModelVersion version, byte[] decoder, byte[] encoder, LatentSpace space, int side)
            throws OrtException {
        TensorShape shape = new TensorShape(1, side);
        float[] conditions = space.conditions(Map.of());
        int latents = space.code(space.sampler(Map.of()).sample(1, 1)).latent().length;
        return new LoadedModel(version, shape, null, space, decoder(decoder, latents, shape, conditions.length), () -> {
            try {
                return encoder(encoder, latents, shape, conditions.length);
            } catch (OrtException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    static OnnxNetwork open(byte[] decoder, int latents, TensorShape shape) throws OrtException {
        return decoder(decoder, latents, shape, 0);
    }

    static OnnxNetwork decoder(byte[] file, int latents, TensorShape shape, int conditions) throws OrtException {
        return OnnxNetwork.decoder(OrtEnvironment.getEnvironment(), session(file), latents, shape, conditions);
    }

    static OnnxNetwork encoder(byte[] file, int latents, TensorShape shape, int conditions) throws OrtException {
        return OnnxNetwork.encoder(OrtEnvironment.getEnvironment(), session(file), latents, shape, conditions);
    }

    private static OrtSession session(byte[] file) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            return OrtEnvironment.getEnvironment().createSession(file, options);
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
                Instant.EPOCH,
                null);
    }
}
