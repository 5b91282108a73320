package io.likeness.imaging;

import java.util.Arrays;

/**
 * One face as {@code uint8[C, S, S]}: planar, row-major, sRGB values 0 to 255 in unsigned bytes. Immutable: arrays are
 * copied on the way in and out. Safe for threads.
 */
public final class ImageTensor {
    private final TensorShape shape;
    private final byte[] values;

    private ImageTensor(TensorShape shape, byte[] values) {
        this.shape = shape;
        this.values = values;
    }

    /**
     * The tensor held by {@code uint8[C, S, S]} at the start of {@code values}.
     *
     * @throws IllegalArgumentException if {@code values} is not exactly {@code shape.size()} long
     */
    public static ImageTensor of(TensorShape shape, byte[] values) {
        requireLength(shape, values.length);
        return new ImageTensor(shape, values.clone());
    }

    /**
     * The tensor at {@code offset} of a batch or shard {@code uint8[N, C, S, S]}.
     *
     * @throws IllegalArgumentException if {@code batch} ends before the tensor does
     */
    public static ImageTensor of(TensorShape shape, byte[] batch, int offset) {
        requireRange(shape, batch.length, offset);
        return new ImageTensor(shape, Arrays.copyOfRange(batch, offset, offset + shape.size()));
    }

    /**
     * The tensor at {@code offset} of a network's output {@code float[N, C, S, S]} in [0, 1], rounded by
     * {@link Normalisation#toByte(float)}.
     *
     * @throws IllegalArgumentException if {@code batch} ends before the tensor does
     */
    public static ImageTensor ofUnit(TensorShape shape, float[] batch, int offset) {
        requireRange(shape, batch.length, offset);
        byte[] values = new byte[shape.size()];
        Normalisation.toBytes(batch, offset, values, 0, values.length);
        return new ImageTensor(shape, values);
    }

    /** Takes ownership of {@code values}, which the caller never touches again. */
    static ImageTensor owning(TensorShape shape, byte[] values) {
        requireLength(shape, values.length);
        return new ImageTensor(shape, values);
    }

    public TensorShape shape() {
        return shape;
    }

    /** A copy of {@code uint8[C, S, S]}. */
    public byte[] values() {
        return values.clone();
    }

    /**
     * The value 0 to 255 of one pixel.
     *
     * @throws IndexOutOfBoundsException if a coordinate is outside the shape
     */
    public int value(int channel, int row, int column) {
        if (channel < 0 || channel >= shape.channels() || column < 0 || column >= shape.side()) {
            throw new IndexOutOfBoundsException("channel " + channel + ", column " + column + " of " + shape);
        }
        return values[channel * shape.area() + row * shape.side() + column] & 0xff;
    }

    /** The same face in grey, {@code uint8[1, S, S]}: ITU-R BT.601 luma, rounded; a grey face as it is. */
    public ImageTensor grey() {
        if (shape.channels() == 1) {
            return this;
        }
        int area = shape.area();
        byte[] grey = new byte[area];
        for (int i = 0; i < area; i++) {
            int packed = (values[i] & 0xff) << 16 | (values[area + i] & 0xff) << 8 | (values[2 * area + i] & 0xff);
            grey[i] = (byte) Luma.of(packed);
        }
        return new ImageTensor(new TensorShape(1, shape.side()), grey);
    }

    /** The same face with another side, smoothly; of that side already, as it is. */
    public ImageTensor resized(int side) {
        if (side == shape.side()) {
            return this;
        }
        byte[] resized = PlaneResize.of(values, shape.side(), shape.side(), shape.channels(), side, side);
        return new ImageTensor(new TensorShape(shape.channels(), side), resized);
    }

    /** Writes {@code uint8[C, S, S]} to {@code target} from {@code offset} on. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(values, 0, target, offset, values.length);
    }

    /** Writes {@code float[C, S, S]} in [0, 1] to {@code target} from {@code offset} on. */
    public void copyTo(float[] target, int offset) {
        Normalisation.toUnit(values, 0, target, offset, values.length);
    }

    /** The array itself, for readers inside the package. */
    byte[] shared() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageTensor that && shape.equals(that.shape) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "ImageTensor[" + shape + "]";
    }

    private static void requireLength(TensorShape shape, int length) {
        if (length != shape.size()) {
            throw new IllegalArgumentException(
                    "values: expected " + shape.size() + " bytes for " + shape + ", found " + length);
        }
    }

    private static void requireRange(TensorShape shape, int length, int offset) {
        if (offset < 0 || length - offset < shape.size()) {
            throw new IllegalArgumentException("batch: expected " + shape.size() + " values from offset " + offset
                    + " for " + shape + ", found length " + length);
        }
    }
}
