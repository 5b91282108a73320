package io.likeness.ingest.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** What is to be cut out of an expanded tar: whole entries, each with the headers before it and what fills its last record. Not safe for threads. */
final class TarCuts {
    /** POSIX.1-2024, pax interchange format: a tar is made of records of 512 bytes, and ends with two of zeros. */
    static final int RECORD = 512;

    private static final long NONE = -1;

    private final List<Cut> cuts = new ArrayList<>();
    private long open = NONE;
    private long end;

    private record Cut(long from, long to) {}

    static long endOfRecord(long position) {
        return Math.ceilDiv(position, RECORD) * RECORD;
    }

    /** The next entry begins, which is to be cut out or not. */
    void entry(long start, boolean leftOut) {
        end(start);
        open = leftOut ? start : NONE;
    }

    /** The entry before ends. */
    void end(long position) {
        if (open != NONE) {
            cuts.add(new Cut(open, position));
            open = NONE;
        }
        end = position;
    }

    boolean isEmpty() {
        return cuts.isEmpty();
    }

    /** What follows the last entry is not copied: nobody reads it, and it might be anything. */
    void copy(InputStream expanded, OutputStream out) throws IOException {
        long position = 0;
        for (Cut cut : cuts) {
            Copying.copy(expanded, out, cut.from() - position);
            expanded.skipNBytes(cut.to() - cut.from());
            position = cut.to();
        }
        Copying.copy(expanded, out, end - position);
        out.write(new byte[2 * RECORD]);
    }
}
