package io.likeness.training.export;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.network.Parameter;
import io.likeness.training.network.Parameters;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import onnx.Onnx.ModelProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import org.jspecify.annotations.Nullable;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/**
 * Reads weights back from the models that {@link OnnxExport} wrote, so that a training can start from them. Names and shapes must be those
 * of the configuration; what has no weights, such as side and activation, may differ. Immutable, safe for threads.
 */
public final class OnnxWeights {
    private final Parameters parameters;

    public OnnxWeights(TrainingConfiguration configuration) {
        this.parameters = new Parameters(configuration);
    }

    /**
     * All weights, in the layout of {@link Parameters}, to the bit those that were exported.
     *
     * @throws LikenessException {@code IMPOSSIBLE_CONFIGURATION} naming the parameter, the expected and the found shape, in ONNX's layout
     */
    public float[] read(byte[] encoder, byte[] decoder) {
        Map<String, TensorProto> found = new TreeMap<>();
        collect("encoder", encoder, found);
        collect("decoder", decoder, found);
        float[] weights = new float[parameters.length()];
        for (Parameter parameter : parameters.all()) {
            float[] values = numbers(parameter, found.remove(parameter.name()));
            KernelLayout.restore(parameter, values, weights);
        }
        for (TensorProto surplus : found.values()) {
            throw refusal(surplus.getName(), "none", shape(surplus));
        }
        return weights;
    }

    /** The shape of the decoder's features is an initializer, too, but no weight: weights are floats. */
    private static void collect(String half, byte[] bytes, Map<String, TensorProto> found) {
        try {
            for (TensorProto tensor : ModelProto.parseFrom(bytes).getGraph().getInitializerList()) {
                if (tensor.getDataType() != DataType.INT64.getNumber()) {
                    found.put(tensor.getName(), tensor);
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new LikenessException(
                    ErrorCode.IMPOSSIBLE_CONFIGURATION, "base." + half + ": expected an ONNX model, found none", e);
        }
    }

    private static float[] numbers(Parameter parameter, @Nullable TensorProto tensor) {
        String expected = Arrays.toString(KernelLayout.onnxShape(parameter));
        if (tensor == null) {
            throw refusal(parameter.name(), expected, "none");
        }
        if (!shape(tensor).equals(expected)) {
            throw refusal(parameter.name(), expected, shape(tensor));
        }
        int bytes = parameter.length() * Float.BYTES;
        if (tensor.getDataType() != DataType.FLOAT.getNumber()
                || tensor.getRawData().size() != bytes) {
            throw refusal(parameter.name(), bytes + " raw bytes of float", form(tensor));
        }
        float[] values = new float[parameter.length()];
        tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }

    private static String shape(TensorProto tensor) {
        return tensor.getDimsList().toString();
    }

    private static String form(TensorProto tensor) {
        return "%d of type %d".formatted(tensor.getRawData().size(), tensor.getDataType());
    }

    private static LikenessException refusal(String name, String expected, String found) {
        return new LikenessException(
                ErrorCode.IMPOSSIBLE_CONFIGURATION, "base.%s: expected %s, found %s".formatted(name, expected, found));
    }
}
