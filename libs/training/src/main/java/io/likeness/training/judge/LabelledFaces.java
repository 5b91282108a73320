package io.likeness.training.judge;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import java.util.List;

/**
 * Faces whose attributes are known. The arrays are owned by this record: callers do not change them.
 *
 * @param attributes names, K of them
 * @param images grey {@code uint8[N, 64, 64]}
 * @param present {@code boolean[N][K]}: whether a face has an attribute
 */
@SuppressWarnings("ArrayRecordComponent") // Read by one training and never compared.
public record LabelledFaces(List<String> attributes, byte[] images, boolean[][] present) {
    static final int IMAGE_LENGTH = JudgeLayers.SIDE * JudgeLayers.SIDE;

    public LabelledFaces {
        attributes = List.copyOf(attributes);
        if (present.length == 0 || images.length != present.length * IMAGE_LENGTH) {
            throw new LikenessException(
                    ErrorCode.DATASET_UNUSABLE,
                    "images: expected %d bytes for each of at least 1 face, found %d bytes for %d"
                            .formatted(IMAGE_LENGTH, images.length, present.length));
        }
    }

    public int count() {
        return present.length;
    }

    /** The share of faces that have attribute {@code k}. */
    double share(int k) {
        int having = 0;
        for (boolean[] face : present) {
            having += face[k] ? 1 : 0;
        }
        return (double) having / count();
    }

    /** {@code float[to - from, 1, 64, 64]} in [0, 1]. */
    float[] images(int from, int to) {
        float[] pixels = new float[(to - from) * IMAGE_LENGTH];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Byte.toUnsignedInt(images[from * IMAGE_LENGTH + i]) / 255f;
        }
        return pixels;
    }
}
