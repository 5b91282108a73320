package io.likeness.training.evaluation;

import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import io.likeness.synthetic.SyntheticFaces;
import java.util.List;
import java.util.stream.LongStream;

/** Grey faces of 64 x 64 pixels, each of a person of its own. */
public final class DrawnFaces {
    private static final TensorShape SHAPE = new TensorShape(1, 64);
    /** Far from the people that the bundled judge learned from. */
    private static final long FIRST = 1L << 40;

    private DrawnFaces() {}

    /** So many from {@code first} on. */
    public static List<ImageTensor> of(int first, int count) {
        return LongStream.range(FIRST + first, FIRST + first + count)
                .parallel()
                .mapToObj(
                        seed -> ImageTensor.of(SHAPE, SyntheticFaces.face(seed).grey()))
                .toList();
    }
}
