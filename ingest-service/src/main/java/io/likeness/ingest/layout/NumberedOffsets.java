package io.likeness.ingest.layout;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/** A position by image number, of which CelebA's names allow a million. Not safe for threads. */
final class NumberedOffsets {
    private static final int FIRST_ROOM = 1 << 10;
    private static final int MOST = 1_000_000;

    private int[] offsets = new int[0];

    /** The position, or -1 if there is none. */
    int find(int number) {
        return number < offsets.length ? offsets[number] - 1 : -1;
    }

    void put(int number, int offset) {
        if (number >= offsets.length) {
            offsets = Arrays.copyOf(offsets, Math.min(MOST, Math.max(FIRST_ROOM, number + number / 2 + 1)));
        }
        offsets[number] = offset + 1;
    }

    /** Those that have a position. */
    BitSet numbers() {
        return IntStream.range(0, offsets.length)
                .filter(number -> offsets[number] > 0)
                .collect(BitSet::new, BitSet::set, BitSet::or);
    }

    long bytes() {
        return (long) offsets.length * Integer.BYTES;
    }
}
