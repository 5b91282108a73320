package io.likeness.training.film;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Images of one shape, {@code uint8[N, C, S, S]}, deflated while nobody looks at them. Immutable, safe for threads. */
final class Stills {
    private final TensorShape shape;
    private final int count;
    private final byte[] packed;

    private Stills(TensorShape shape, int count, byte[] packed) {
        this.shape = shape;
        this.count = count;
        this.packed = packed;
    }

    static Stills of(List<ImageTensor> images) {
        TensorShape shape = images.getFirst().shape();
        byte[] pixels = new byte[images.size() * shape.size()];
        for (int i = 0; i < images.size(); i++) {
            images.get(i).copyTo(pixels, i * shape.size());
        }
        return new Stills(shape, images.size(), deflate(pixels));
    }

    /** @param packed what {@link #packed()} gave; not copied */
    static Stills packed(TensorShape shape, int count, byte[] packed) {
        return new Stills(shape, count, packed);
    }

    int count() {
        return count;
    }

    /** The array itself. */
    byte[] packed() {
        return packed;
    }

    /** @throws LikenessException {@code TRAINING_FAILED} if they were restored from something else */
    List<ImageTensor> images() {
        byte[] pixels = inflate();
        List<ImageTensor> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(ImageTensor.of(shape, pixels, i * shape.size()));
        }
        return images;
    }

    private static byte[] deflate(byte[] pixels) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(pixels);
            deflater.finish();
            byte[] packed = new byte[pixels.length + pixels.length / 1_000 + 64];
            return Arrays.copyOf(packed, deflater.deflate(packed));
        } finally {
            deflater.end();
        }
    }

    private byte[] inflate() {
        byte[] pixels = new byte[count * shape.size()];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            int length = inflater.inflate(pixels);
            if (length != pixels.length) {
                throw new DataFormatException("expected " + pixels.length + " bytes, found " + length);
            }
            return pixels;
        } catch (DataFormatException e) {
            throw new LikenessException(ErrorCode.TRAINING_FAILED, "film: expected images of " + shape, e);
        } finally {
            inflater.end();
        }
    }
}
