package io.likeness.training.comparison;

import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import io.likeness.training.data.ImageCache;
import io.likeness.training.data.LabelColumns;
import io.likeness.training.protocol.ComparisonRequest.RealSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the faces that two versions are compared with. Stateless. */
public final class RealFaces {
    private RealFaces() {}

    /**
     * Of each set as many as it says, evenly spread.
     *
     * @throws io.likeness.contracts.LikenessException {@code DATASET_UNUSABLE} if a file is not as long as its images are many
     */
    public static List<LabelledFace> read(List<RealSet> sets) {
        List<LabelledFace> faces = new ArrayList<>();
        sets.forEach(set -> read(set, faces));
        return faces;
    }

    private static void read(RealSet set, List<LabelledFace> faces) {
        TensorShape shape = new TensorShape(set.channels(), set.side());
        ImageCache images =
                ImageCache.open(Path.of(set.images().path()), set.images().count(), shape.size());
        LabelColumns labels = LabelColumns.open(set.images());
        int[] order = images.spreadOrder(set.most());
        for (int i = 0; i < order.length; i++) {
            ImageTensor image = ImageTensor.ofUnit(shape, images.read(order, i, i + 1), 0);
            faces.add(new LabelledFace(image, labels.row(order[i])));
        }
    }
}
