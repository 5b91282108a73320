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
import io.likeness.contracts.model.ModelManifest;
import io.likeness.imaging.TensorShape;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One half of an autoencoder: the decoder takes {@code latent}, {@code float[N, D]}, and gives {@code image}, {@code float[N, C, S, S]}
 * in [0, 1]; the encoder the other way round. A conditional one also takes {@code label}, {@code float[N, K]}. Owns its session. {@link
 * #run} is safe for threads; {@link #close} must not run while it does, which {@link LoadedModel} sees to.
 */
final class OnnxNetwork implements AutoCloseable {
    private static final String LABEL = "label";

    /** Of a dimension that is free, as ONNX Runtime gives it. */
    private static final long FREE = -1;

    private final String file;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Port input;
    private final Port output;
    private final int conditions;

    private OnnxNetwork(
            String file, OrtEnvironment environment, OrtSession session, Port input, Port output, int conditions) {
        this.file = file;
        this.environment = environment;
        this.session = session;
        this.input = input;
        this.output = output;
        this.conditions = conditions;
    }

    /** A decoder, checked as {@link #encoder} is. */
    static OnnxNetwork decoder(
            OrtEnvironment environment, OrtSession session, int latents, TensorShape shape, int conditions) {
        return new OnnxNetwork(
                        ModelManifest.DECODER,
                        environment,
                        session,
                        Port.latent(latents),
                        Port.image(shape),
                        conditions)
                .checked();
    }

    /**
     * An encoder. Names and shapes are checked before the first use; where they do not fit, the session is closed.
     *
     * @throws LikenessException {@code MODEL_UNUSABLE} naming what was expected and found
     */
    static OnnxNetwork encoder(
            OrtEnvironment environment, OrtSession session, int latents, TensorShape shape, int conditions) {
        return new OnnxNetwork(
                        ModelManifest.ENCODER,
                        environment,
                        session,
                        Port.image(shape),
                        Port.latent(latents),
                        conditions)
                .checked();
    }

    /**
     * What the network makes of {@code count} inputs that lie one after the other.
     *
     * @param labels {@code float[N, K]}; not looked at where the network takes none
     * @throws LikenessException {@code MODEL_UNUSABLE} if the network answers another shape or cannot be run, {@code INTERNAL_ERROR} if
     *     this machine could not run it
     */
    float[] run(float[] values, float[] labels, int count) {
        try (OnnxTensor main = tensor(values, input.shape(count))) {
            if (conditions == 0) {
                return run(Map.of(input.name(), main), count);
            }
            try (OnnxTensor label = tensor(labels, new long[] {count, conditions})) {
                return run(Map.of(input.name(), main, LABEL, label), count);
            }
        } catch (OrtException e) {
            throw failed(file, "the network fails: ", e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw unusable(file, "the session cannot be closed", e);
        }
    }

    private OnnxTensor tensor(float[] values, long[] shape) throws OrtException {
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
    }

    private float[] run(Map<String, OnnxTensor> inputs, int count) throws OrtException {
        try (OrtSession.Result result = session.run(inputs, Set.of(output.name()))) {
            OnnxTensor tensor = (OnnxTensor) result.get(0);
            long[] expected = output.shape(count);
            long[] found = tensor.getInfo().getShape();
            if (!Arrays.equals(expected, found)) {
                throw misfit(output.name(), Arrays.toString(expected), Arrays.toString(found));
            }
            float[] values = new float[count * output.size()];
            tensor.getFloatBuffer().get(values);
            return values;
        }
    }

    private OnnxNetwork checked() {
        try {
            require(input, session.getInputInfo());
            if (conditions > 0) {
                require(new Port(LABEL, conditions), session.getInputInfo());
            }
            require(output, session.getOutputInfo());
            return this;
        } catch (OrtException e) {
            close();
            throw unusable(file, "inputs and outputs cannot be read", e);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void require(Port port, Map<String, NodeInfo> nodes) {
        NodeInfo node = nodes.get(port.name());
        if (node == null) {
            throw misfit("names", port.name(), nodes.keySet().toString());
        }
        long[] expected = port.shape(FREE);
        if (!(node.getInfo() instanceof TensorInfo tensor) || tensor.type != OnnxJavaType.FLOAT) {
            throw misfit(
                    port.name(),
                    "float" + Arrays.toString(expected),
                    node.getInfo().toString());
        }
        if (!fits(expected, tensor.getShape())) {
            throw misfit(port.name(), "float" + Arrays.toString(expected), Arrays.toString(tensor.getShape()));
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

    private LikenessException misfit(String field, String expected, String found) {
        return unusable(file, "%s: expected %s, found %s".formatted(field, expected, found), null);
    }

    /** The file is to blame, unless the runtime lacks something to run it with. */
    static LikenessException failed(String file, String what, OrtException e) {
        return switch (e.getCode()) {
            case ORT_RUNTIME_EXCEPTION, ORT_EP_FAIL, ORT_ENGINE_ERROR ->
                new LikenessException(ErrorCode.INTERNAL_ERROR, file + ": " + what + e.getMessage(), e);
            default -> unusable(file, what + e.getMessage(), e);
        };
    }

    static LikenessException unusable(String file, String found, @Nullable Throwable cause) {
        return new LikenessException(ErrorCode.MODEL_UNUSABLE, file + ": " + found, cause);
    }

    /** A tensor that goes in or comes out; its first dimension is the batch. */
    @SuppressWarnings("ArrayRecordComponent") // Read by this class alone.
    private record Port(String name, int... dimensions) {

        static Port latent(int latents) {
            return new Port("latent", latents);
        }

        static Port image(TensorShape shape) {
            return new Port("image", shape.channels(), shape.side(), shape.side());
        }

        long[] shape(long batch) {
            long[] shape = new long[dimensions.length + 1];
            shape[0] = batch;
            for (int i = 0; i < dimensions.length; i++) {
                shape[i + 1] = dimensions[i];
            }
            return shape;
        }

        int size() {
            return Arrays.stream(dimensions).reduce(1, (a, b) -> a * b);
        }
    }
}
