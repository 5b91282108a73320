package io.likeness.contracts.dataset;

import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Require;

/**
 * Up to 1,024 images of one split.
 *
 * @param index 0-based within the dataset
 * @param count images in it, 1 to 1,024
 * @param images raw {@code uint8[count, C, S, S]}, row-major, no header
 * @param rows one JSON line a {@link ShardRow}, in the order of the images
 */
public record Shard(int index, Split split, int count, ObjectReference images, ObjectReference rows) {
    public static final int MOST_IMAGES = 1024;

    public Shard {
        Require.between("shard.index", index, 0, Integer.MAX_VALUE);
        Require.present("shard.split", split);
        Require.between("shard.count", count, 1, MOST_IMAGES);
        Require.present("shard.images", images);
        Require.present("shard.rows", rows);
    }
}
