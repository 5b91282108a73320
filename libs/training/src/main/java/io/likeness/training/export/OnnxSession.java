package io.likeness.training.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One ONNX model with one input, in ONNX Runtime on the CPU, one thread a call. Owns its session until {@link #close()}; safe for threads
 * until then.
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

    /** The only output's numbers, row-major. */
    float[] run(float[] values, long... shape) {
        return run(session.getOutputNames().iterator().next(), values, shape);
    }

    /** The numbers of one output, row-major; what only others need is not computed. */
    public float[] run(String output, float[] values, long... shape) {
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
                OrtSession.Result result = session.run(Map.of(input, tensor), Set.of(output))) {
            FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] numbers = new float[buffer.remaining()];
            buffer.get(numbers);
            return numbers;
        } catch (OrtException e) {
            throw new LikenessException(ErrorCode.PARITY_FAILED, "ONNX Runtime cannot run the exported model", e);
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
}
