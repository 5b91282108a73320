package io.likeness.ingest.decode;

import io.likeness.contracts.Require;

/**
 * What an image may measure.
 *
 * @param pixels most pixels, checked in the header before anything is decoded
 * @param leastSide least width and height in pixels
 * @param decodedBytes most heap that images fill at once while they are decoded and framed
 */
public record PhotoLimits(long pixels, int leastSide, long decodedBytes) {
    public PhotoLimits {
        Require.between("limits.pixels", pixels, 1, Integer.MAX_VALUE);
        Require.between("limits.least-side", leastSide, 1, 4_096);
        Require.between("limits.decoded-bytes", decodedBytes, 1 << 20, 64L << 30);
    }
}
