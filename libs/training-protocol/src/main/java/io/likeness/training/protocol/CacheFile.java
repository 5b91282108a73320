package io.likeness.training.protocol;

import io.likeness.contracts.Require;
import org.jspecify.annotations.Nullable;

/**
 * A file of raw {@code uint8[count, C, S, S]}.
 *
 * @param path absolute, or relative to the child's working directory; not read when {@code count} is 0
 * @param count images in it, 0 or more
 * @param labels of these images; absent where the dataset has none
 */
public record CacheFile(String path, int count, @Nullable LabelFile labels) {
    public CacheFile {
        Require.text("path", path);
        Require.between("count", count, 0, Integer.MAX_VALUE);
    }

    /** Of images without labels. */
    public CacheFile(String path, int count) {
        this(path, count, null);
    }
}
