package io.likeness.platform.store;

import io.likeness.contracts.Require;

/**
 * What a deletion took along.
 *
 * @param objects how many, 0 or more
 * @param bytes of all together, 0 or more
 */
public record Deleted(long objects, long bytes) {
    public static final Deleted NOTHING = new Deleted(0, 0);

    public Deleted {
        Require.between("objects", objects, 0, Long.MAX_VALUE);
        Require.between("bytes", bytes, 0, Long.MAX_VALUE);
    }

    public Deleted plus(Deleted other) {
        return new Deleted(objects + other.objects, bytes + other.bytes);
    }
}
