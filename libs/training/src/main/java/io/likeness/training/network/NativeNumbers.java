package io.likeness.training.network;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Copies between Java arrays and native arrays of type FLOAT or DOUBLE, row-major on the Java side. */
public final class NativeNumbers {
    private NativeNumbers() {}

    /** A new row-major native array, which the caller closes. */
    public static INDArray of(DataType type, float[] values, int length, long... shape) {
        INDArray array = Nd4j.createUninitialized(type, shape, 'c');
        write(values, 0, length, array);
        return array;
    }

    /** Overwrites {@code target}, which must be row-major and own its whole buffer. */
    public static void write(float[] source, int offset, int length, INDArray target) {
        Pointer pointer = target.data().pointer();
        if (pointer instanceof FloatPointer floats) {
            floats.put(source, offset, length);
            return;
        }
        DoublePointer doubles = (DoublePointer) pointer;
        for (int i = 0; i < length; i++) {
            doubles.put(i, source[offset + i]);
        }
    }

    public static void read(INDArray source, float[] target, int offset) {
        if (isPlain(source) && source.data().pointer() instanceof FloatPointer floats) {
            floats.get(target, offset, (int) source.length());
            return;
        }
        float[] values = source.dup('c').data().asFloat();
        System.arraycopy(values, 0, target, offset, values.length);
    }

    private static boolean isPlain(INDArray array) {
        return array.ordering() == 'c'
                && !array.isView()
                && array.data().length() == array.length()
                && array.elementWiseStride() == 1;
    }
}
