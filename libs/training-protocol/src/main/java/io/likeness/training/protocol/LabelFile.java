package io.likeness.training.protocol;

import io.likeness.contracts.Require;
import io.likeness.contracts.dataset.ShardRow;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A file of raw labels, {@code float[count, L]}, row-major, little-endian, without a header: a row an image, in the order of the images; NaN
 * where an image has no such label.
 *
 * @param path absolute, or relative to the child's working directory; not read when there are no images
 * @param names of the L columns, at least one, each once
 */
public record LabelFile(String path, List<String> names) {
    public LabelFile {
        Require.text("labels.path", path);
        names = List.copyOf(Require.present("labels.names", names));
        Require.between("labels.names", names.size(), 1, 65_536);
        Require.between("labels.names", names.stream().distinct().count(), names.size(), names.size());
    }
    /** The labels of some rows in this form, to be written one after the other. */
    public static byte[] numbers(List<ShardRow> rows, List<String> names) {
        ByteBuffer numbers =
                ByteBuffer.allocate(rows.size() * names.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (ShardRow row : rows) {
            for (String name : names) {
                Double value = row.labels().get(name);
                numbers.putFloat(value == null ? Float.NaN : value.floatValue());
            }
        }
        return numbers.array();
    }
}
