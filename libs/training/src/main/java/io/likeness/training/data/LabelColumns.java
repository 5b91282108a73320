package io.likeness.training.data;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.Label;
import io.likeness.training.protocol.CacheFile;
import io.likeness.training.protocol.LabelFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A mapped {@link LabelFile}. Immutable, safe for threads; the mapping ends with the process. */
public final class LabelColumns {
    /** Share of images: a dataset of many thousand rows is not thrown away for a few bad ones. */
    private static final double MOST_MISSING = 0.01;

    private final List<String> names;
    private final FloatBuffer values;
    private final int count;

    private LabelColumns(List<String> names, FloatBuffer values, int count) {
        this.names = names;
        this.values = values;
        this.count = count;
    }

    /** @throws LikenessException {@code DATASET_UNUSABLE} if the file is not of exactly that many rows */
    public static LabelColumns open(CacheFile images) {
        LabelFile file = images.labels();
        if (file == null) {
            return none();
        }
        if (images.count() == 0) {
            return new LabelColumns(file.names(), FloatBuffer.allocate(0), 0);
        }
        Path path = Path.of(file.path());
        long expected = (long) images.count() * file.names().size() * Float.BYTES;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (channel.size() != expected || expected > Integer.MAX_VALUE) {
                throw new LikenessException(
                        ErrorCode.DATASET_UNUSABLE,
                        "%s: expected %d rows of %d labels in %d bytes, at most %d, found %d bytes"
                                .formatted(
                                        path.getFileName(),
                                        images.count(),
                                        file.names().size(),
                                        expected,
                                        Integer.MAX_VALUE,
                                        channel.size()));
            }
            ByteBuffer mapped = channel.map(MapMode.READ_ONLY, 0, expected).order(ByteOrder.LITTLE_ENDIAN);
            return new LabelColumns(file.names(), mapped.asFloatBuffer(), images.count());
        } catch (IOException e) {
            throw new LikenessException(ErrorCode.TRAINING_FAILED, "cannot map the labels " + path.getFileName(), e);
        }
    }

    static LabelColumns none() {
        return new LabelColumns(List.of(), FloatBuffer.allocate(0), 0);
    }

    List<String> names() {
        return names;
    }

    /** NaN where the image has no such label. */
    float value(int image, int column) {
        return values.get(image * names.size() + column);
    }

    /** The labels that one image has. */
    public Map<String, Double> row(int image) {
        Map<String, Double> row = new TreeMap<>();
        for (int column = 0; column < names.size(); column++) {
            float value = value(image, column);
            if (!Float.isNaN(value)) {
                row.put(names.get(column), (double) value);
            }
        }
        return row;
    }

    /** Whether hardly any image lacks that label. */
    boolean known(int column) {
        int missing = 0;
        for (int image = 0; image < count; image++) {
            missing += Float.isNaN(value(image, column)) ? 1 : 0;
        }
        return missing <= MOST_MISSING * count;
    }

    /** The label by its values here; empty where they are all one. */
    Optional<Label> describe(int column) {
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (int image = 0; image < count; image++) {
            float value = value(image, column);
            if (!Float.isNaN(value)) {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        return least < most
                ? Optional.of(new Label(names.get(column), holdsOnly(column, least, most), least, most))
                : Optional.empty();
    }

    /** Of the images that have the label. */
    float mean(int column) {
        double sum = 0;
        int present = 0;
        for (int image = 0; image < count; image++) {
            float value = value(image, column);
            if (!Float.isNaN(value)) {
                sum += value;
                present++;
            }
        }
        return (float) (sum / present);
    }

    private boolean holdsOnly(int column, float least, float most) {
        for (int image = 0; image < count; image++) {
            float value = value(image, column);
            if (!Float.isNaN(value) && value != least && value != most) {
                return false;
            }
        }
        return true;
    }
}
