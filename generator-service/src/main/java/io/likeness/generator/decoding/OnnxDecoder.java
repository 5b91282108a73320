package io.likeness.generator.decoding;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.imaging.TensorShape;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The network from latents {@code float[N, L]}, input {@code latent}, to images {@code float[N, C, S, S]} in [0, 1], output {@code
 * image}. Owns its session. {@link #decode} is safe for threads; {@link #close} must not run while it does, which {@link
 * LoadedModel} sees to.
 */
final class OnnxDecoder implements AutoCloseable {
    private static final String INPUT = "latent";
    private static final String OUTPUT = "image";

    /** Of a dimension that is free, as ONNX Runtime gives it. */
    private static final long FREE = -1;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final int latents;
    private final TensorShape shape;

    private OnnxDecoder(OrtEnvironment environment, OrtSession session, int latents, TensorShape shape) {
        this.environment = environment;
        this.session = session;
        this.latents = latents;
        this.shape = shape;
    }

    /**
     * Checks names and shapes before the first use, and closes the session where they do not fit.
     *
     * @throws LikenessException {@code INTERNAL_ERROR} naming what was expected and found
     */
    static OnnxDecoder over(OrtEnvironment environment, OrtSession session, int latents, TensorShape shape) {
        OnnxDecoder decoder = new OnnxDecoder(environment, session, latents, shape);
        try {
            require(INPUT, session.getInputInfo(), new long[] {FREE, latents});
            require(OUTPUT, session.getOutputInfo(), new long[] {FREE, shape.channels(), shape.side(), shape.side()});
            return decoder;
        } catch (OrtException e) {
            decoder.close();
            throw unusable("inputs and outputs cannot be read", e);
        } catch (RuntimeException | Error e) {
            decoder.close();
            throw e;
        }
    }

    /**
     * Images {@code float[count * C * S * S]} of the first {@code count} latents in {@code float[count * L]}.
     *
     * @throws LikenessException {@code INTERNAL_ERROR} if the network fails or answers another shape
     */
    float[] decode(float[] latent, int count) {
        FloatBuffer input = FloatBuffer.wrap(latent, 0, count * latents);
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, input, new long[] {count, latents});
                OrtSession.Result result = session.run(Map.of(INPUT, tensor), Set.of(OUTPUT))) {
            OnnxTensor image = (OnnxTensor) result.get(0);
            long[] expected = {count, shape.channels(), shape.side(), shape.side()};
            if (!Arrays.equals(expected, image.getInfo().getShape())) {
                throw unusable(
                        OUTPUT,
                        Arrays.toString(expected),
                        Arrays.toString(image.getInfo().getShape()));
            }
            float[] values = new float[count * shape.size()];
            image.getFloatBuffer().get(values);
            return values;
        } catch (OrtException e) {
            throw unusable("the network fails: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw unusable("the session cannot be closed", e);
        }
    }

    private static void require(String name, Map<String, NodeInfo> nodes, long[] expected) {
        NodeInfo node = nodes.get(name);
        if (node == null) {
            throw unusable("names", name, nodes.keySet().toString());
        }
        String wanted = "float" + Arrays.toString(expected);
        if (!(node.getInfo() instanceof TensorInfo tensor) || tensor.type != OnnxJavaType.FLOAT) {
            throw unusable(name, wanted, node.getInfo().toString());
        }
        if (!fits(expected, tensor.getShape())) {
            throw unusable(name, wanted, Arrays.toString(tensor.getShape()));
        }
    }

    /** The first dimension must be free; another may be, where the file does not fix it. */
    private static boolean fits(long[] expected, long[] found) {
        if (found.length != expected.length || found[0] != FREE) {
            return false;
        }
        for (int i = 1; i < found.length; i++) {
            if (found[i] != FREE && found[i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private static LikenessException unusable(String field, String expected, String found) {
        return unusable("%s: expected %s, found %s".formatted(field, expected, found), null);
    }

    static LikenessException unusable(String found, @Nullable Throwable cause) {
        return new LikenessException(ErrorCode.INTERNAL_ERROR, "decoder.onnx: " + found, cause);
    }
}
