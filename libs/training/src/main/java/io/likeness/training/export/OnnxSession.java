package io.likeness.training.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.training.network.Layers;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One ONNX model with one input, and labels beside it for a conditional one, in ONNX Runtime on the CPU, one thread a call. Owns its session
 * until {@link #close()}; safe for threads until then.
 */
public final class OnnxSession implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final String input;

    /** @throws LikenessException {@code PARITY_FAILED} if the runtime refuses the model */
    public OnnxSession(byte[] model, String input) {
        this.input = input;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            this.session = environment.createSession(model, options);
        } catch (OrtException e) {
            throw new LikenessException(ErrorCode.PARITY_FAILED, "ONNX Runtime refuses the exported model", e);
        }
    }

    /** What the file says about itself under a key. */
    public Optional<String> metadata(String key) {
        try {
            return session.getMetadata().getCustomMetadataValue(key);
        } catch (OrtException e) {
            throw new LikenessException(ErrorCode.PARITY_FAILED, "ONNX Runtime cannot read the model's metadata", e);
        }
    }

    /** The numbers of one output, row-major; what only others need is not computed. */
    public float[] run(String output, float[] values, long... shape) {
        try (OnnxTensor tensor = tensor(values, shape)) {
            return run(output, Map.of(input, tensor));
        } catch (OrtException e) {
            throw refused(e);
        }
    }

    /**
     * The only output's numbers, row-major.
     *
     * @param labels {@code float[N, K]}, N the first of {@code shape}; empty for a model that takes none
     */
    public float[] run(float[] values, float[] labels, long... shape) {
        String output = session.getOutputNames().iterator().next();
        if (labels.length == 0) {
            return run(output, values, shape);
        }
        try (OnnxTensor tensor = tensor(values, shape);
                OnnxTensor label = tensor(labels, shape[0], labels.length / shape[0])) {
            return run(output, Map.of(input, tensor, Layers.LABEL, label));
        } catch (OrtException e) {
            throw refused(e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new LikenessException(ErrorCode.PARITY_FAILED, "ONNX Runtime cannot close the exported model", e);
        }
    }

    private float[] run(String output, Map<String, OnnxTensor> inputs) throws OrtException {
        try (OrtSession.Result result = session.run(inputs, Set.of(output))) {
            FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] numbers = new float[buffer.remaining()];
            buffer.get(numbers);
            return numbers;
        }
    }

    private OnnxTensor tensor(float[] values, long... shape) throws OrtException {
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
    }

    private static LikenessException refused(OrtException cause) {
        return new LikenessException(ErrorCode.PARITY_FAILED, "ONNX Runtime cannot run the exported model", cause);
    }
}
