package io.likeness.training;

import io.likeness.contracts.Require;

/**
 * A file of raw {@code uint8[count, C, S, S]}.
 *
 * @param path absolute, or relative to the child's working directory; not read when {@code count} is 0
 * @param count images in it, 0 or more
 */
public record CacheFile(String path, int count) {
    public CacheFile {
        Require.text("path", path);
        Require.between("count", count, 0, Integer.MAX_VALUE);
    }
}
