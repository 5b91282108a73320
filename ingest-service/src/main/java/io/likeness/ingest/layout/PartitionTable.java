package io.likeness.ingest.layout;

import io.likeness.contracts.dataset.Split;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The authors' split by image number, one byte each. Not safe for threads. */
final class PartitionTable {
    private static final Split[] SPLITS = Split.values();
    private static final int FIRST_ROOM = 1 << 10;

    private byte[] splits = new byte[0];

    boolean empty() {
        return splits.length == 0;
    }

    void put(int number, Split split) {
        if (number >= splits.length) {
            splits = Arrays.copyOf(splits, Math.max(FIRST_ROOM, number + number / 2 + 1));
        }
        splits[number] = (byte) (split.ordinal() + 1);
    }

    @Nullable
    Split find(int number) {
        int stored = number < splits.length ? splits[number] : 0;
        return stored == 0 ? null : SPLITS[stored - 1];
    }

    /** The images that have a row. */
    BitSet numbers() {
        return IntStream.range(0, splits.length)
                .filter(number -> splits[number] != 0)
                .collect(BitSet::new, BitSet::set, BitSet::or);
    }

    long bytes() {
        return splits.length;
    }
}
