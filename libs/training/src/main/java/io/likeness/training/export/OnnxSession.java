package io.likeness.training.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import java.nio.FloatBuffer;
import java.util.Map;

/** One ONNX model in ONNX Runtime on the CPU, with one input and one output. Owns its session until {@link #close()}; for one thread. */
final class OnnxSession implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final String input;

    OnnxSession(byte[] model, String input) {
        this.input = input;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            this.session = environment.createSession(model, options);
        } catch (OrtException e) {
            throw new LikenessException(ErrorCode.PARITY_FAILED, "ONNX Runtime refuses the exported model", e);
        }
    }

    /** The output's numbers, row-major. */
    float[] run(float[] values, long... shape) {
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
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
