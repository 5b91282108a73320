package io.likeness.contracts.dataset;

import io.likeness.contracts.Require;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a dataset is read.
 *
 * @param layout absent: recognised by content
 * @param channels 1 (grey) or 3 (RGB)
 * @param side side length of the stored images in pixels: 32, 64 or 128
 * @param crop absent: the layout's default
 * @param terms under which the data may be used, kept with the dataset; free text, absent where none were stated
 */
public record ImportOptions(
        @Nullable Layout layout,
        int channels,
        int side,
        @Nullable CentreCrop crop,
        @Nullable String terms) {
    /** A command must fit into one Kafka record. */
    public static final int LONGEST_TERMS = 2000;

    public ImportOptions {
        if (layout == Layout.UNKNOWN) {
            throw Require.invalid(
                    "layout", "one of [celeba, lfw, utkface, people, classes, folder]", "one that is not known here");
        }
        Require.oneOf("channels", channels, List.of(1, 3));
        Require.oneOf("side", side, List.of(32, 64, 128));
        if (terms != null) {
            Require.between("terms.length", terms.length(), 0, LONGEST_TERMS);
        }
    }
}
