package io.likeness.benchmarks.faces;

import io.likeness.contracts.dataset.Split;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import io.likeness.training.data.ImageCache;
import io.likeness.training.data.ImageSplits;
import io.likeness.training.data.LabelSplits;
import io.likeness.training.evaluation.Faces;
import io.likeness.training.protocol.CacheFile;
import io.likeness.training.protocol.EvaluationSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Real faces of a data set: those that were learned from, and those of other people. The array is owned by the record. Safe for threads.
 *
 * @param heldOutLabels what a conditional network is told of those of other people, {@code float[N, K]}
 */
@SuppressWarnings("ArrayRecordComponent") // Handed to the encoder and never compared.
record RealFaces(Faces training, List<ImageTensor> heldOut, float[] heldOutLabels) {
    /** Fewer test faces than samples say little: then those of the validation part are taken. */
    private static final int FEWEST = 64;

    static RealFaces open(FaceFiles files, TrainingConfiguration configuration, int mostHeldOut) {
        CacheFile train = files.cache(Split.TRAIN);
        CacheFile validation = files.cache(Split.VALIDATION);
        CacheFile test = files.cache(Split.TEST);
        ImageSplits images = LabelSplits.open(train, validation, test)
                .conditioned(
                        new ImageSplits(
                                open(train, configuration), open(validation, configuration), open(test, configuration)),
                        configuration.conditions());
        ImageCache others = test.count() >= FEWEST ? images.test() : images.validation();
        TensorShape shape = new TensorShape(configuration.channels(), configuration.side());
        int[] order = others.spreadOrder(mostHeldOut);
        return new RealFaces(
                faces(images.train(), images.train().spreadOrder(EvaluationSize.MOST_SEARCHED), shape),
                faces(others, order, shape).read(0, order.length),
                others.conditions().read(order, 0, order.length));
    }

    private static ImageCache open(CacheFile file, TrainingConfiguration configuration) {
        return ImageCache.open(Path.of(file.path()), file.count(), configuration);
    }

    private static Faces faces(ImageCache cache, int[] order, TensorShape shape) {
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
