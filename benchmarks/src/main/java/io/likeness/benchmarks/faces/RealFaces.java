package io.likeness.benchmarks.faces;

import io.likeness.contracts.dataset.Split;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import io.likeness.training.CacheFile;
import io.likeness.training.EvaluationSize;
import io.likeness.training.data.ImageCache;
import io.likeness.training.evaluation.Faces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Real faces of a data set: those that were learned from, and those of other people. Safe for threads. */
record RealFaces(Faces training, List<ImageTensor> heldOut) {
    /** Fewer test faces than samples say little: then those of the validation part are taken. */
    private static final int FEWEST = 64;

    static RealFaces open(FaceFiles files, TrainingConfiguration configuration, int mostHeldOut) {
        CacheFile test =
                files.cache(Split.TEST).count() >= FEWEST ? files.cache(Split.TEST) : files.cache(Split.VALIDATION);
        Faces heldOut = spread(test, configuration, mostHeldOut);
        return new RealFaces(
                spread(files.cache(Split.TRAIN), configuration, EvaluationSize.MOST_SEARCHED),
                heldOut.read(0, heldOut.count()));
    }

    private static Faces spread(CacheFile file, TrainingConfiguration configuration, int most) {
        TensorShape shape = new TensorShape(configuration.channels(), configuration.side());
        ImageCache cache = ImageCache.open(Path.of(file.path()), file.count(), configuration);
        int[] order = cache.spreadOrder(most);
        return Faces.of(order.length, (from, to) -> {
            float[] images = cache.read(order, from, to);
            List<ImageTensor> faces = new ArrayList<>();
            for (int offset = 0; offset < images.length; offset += shape.size()) {
                faces.add(ImageTensor.ofUnit(shape, images, offset));
            }
            return faces;
        });
    }
}
