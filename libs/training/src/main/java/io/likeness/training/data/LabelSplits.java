package io.likeness.training.data;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.Label;
import io.likeness.training.protocol.CacheFile;
import io.likeness.training.protocol.LabelFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The labels of a dataset's three parts: those that at most 1 % of the images lack and that differ between training images.
 *
 * @param unused names of the dataset's other labels
 */
public record LabelSplits(LabelTable train, LabelTable validation, LabelTable test, List<String> unused) {
    public LabelSplits {
        unused = List.copyOf(unused);
    }

    /** @throws LikenessException {@code DATASET_UNUSABLE} if a file is not as long as its images are many, or of other labels */
    public static LabelSplits open(CacheFile trainImages, CacheFile validationImages, CacheFile testImages) {
        LabelColumns train = LabelColumns.open(trainImages);
        LabelColumns validation = same(train, validationImages, "validation");
        LabelColumns test = same(train, testImages, "test");
        List<Label> used = new ArrayList<>();
        List<String> unused = new ArrayList<>();
        for (int column = 0; column < train.names().size(); column++) {
            Optional<Label> label = train.describe(column);
            if (label.isPresent() && train.known(column) && validation.known(column) && test.known(column)) {
                used.add(label.orElseThrow());
            } else {
                unused.add(train.names().get(column));
            }
        }
        float[] means = new float[used.size()];
        for (int i = 0; i < means.length; i++) {
            means[i] = train.mean(train.names().indexOf(used.get(i).name()));
        }
        return new LabelSplits(
                new LabelTable(train, used, means),
                new LabelTable(validation, used, means),
                new LabelTable(test, used, means),
                unused);
    }

    public List<Label> labels() {
        return train.labels();
    }

    /**
     * The same images, each split with what the network is told of it.
     *
     * @throws LikenessException {@code IMPOSSIBLE_CONFIGURATION} naming the known labels, for a condition that is none of them
     */
    public ImageSplits conditioned(ImageSplits images, List<String> conditions) {
        return new ImageSplits(
                images.train().withConditions(train.select(conditions)),
                images.validation().withConditions(validation.select(conditions)),
                images.test().withConditions(test.select(conditions)));
    }

    private static LabelColumns same(LabelColumns train, CacheFile images, String split) {
        LabelFile file = images.labels();
        List<String> names = file == null ? List.of() : file.names();
        if (!names.equals(train.names())) {
            throw new LikenessException(
                    ErrorCode.DATASET_UNUSABLE,
                    "%s.labels: expected %s as for training, found %s".formatted(split, train.names(), names));
        }
        return LabelColumns.open(images);
    }
}
