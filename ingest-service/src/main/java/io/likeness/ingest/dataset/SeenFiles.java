package io.likeness.ingest.dataset;

/**
 * The files that were read, by the first 127 bits of their SHA-256: two different files are not expected to share them before 2^63 are read.
 * Open addressing (Knuth, The Art of Computer Programming 3, section 6.4, algorithm L) in parts that grow one at a time, so that growing
 * takes no second copy of the whole. Not safe for threads.
 */
public final class SeenFiles {
    /** Most bytes that one file takes: a part that has just doubled is three eighths full, and parts are not filled quite alike. */
    static final int BYTES_PER_FILE = 48;

    private static final int PARTS = 256;
    private static final int FIRST_SLOTS = 4;
    private static final int HEX_DIGITS = 16;

    private final long[][] parts = new long[PARTS][2 * FIRST_SLOTS];
    private final int[] counts = new int[PARTS];

    /** Whether the file is new. */
    boolean add(String sha256) {
        long high = high(sha256);
        int part = part(high);
        if (!insert(parts[part], high, low(sha256))) {
            return false;
        }
        counts[part]++;
        if (counts[part] > parts[part].length / 2 * 3 / 4) {
            parts[part] = doubled(parts[part]);
        }
        return true;
    }

    public boolean contains(String sha256) {
        long high = high(sha256);
        long[] slots = parts[part(high)];
        return slots[place(slots, high, low(sha256)) + 1] != 0;
    }

    private static long high(String sha256) {
        return Long.parseUnsignedLong(sha256, 0, HEX_DIGITS, HEX_DIGITS);
    }

    private static long low(String sha256) {
        return Long.parseUnsignedLong(sha256, HEX_DIGITS, 2 * HEX_DIGITS, HEX_DIGITS) | 1; // 0 marks a free slot
    }

    private static int part(long high) {
        return (int) (high >>> (Long.SIZE - Byte.SIZE));
    }

    private static long[] doubled(long[] slots) {
        long[] twice = new long[2 * slots.length];
        for (int at = 0; at < slots.length; at += 2) {
            if (slots[at + 1] != 0) {
                insert(twice, slots[at], slots[at + 1]);
            }
        }
        return twice;
    }

    private static boolean insert(long[] slots, long high, long low) {
        int at = place(slots, high, low);
        boolean free = slots[at + 1] == 0;
        slots[at] = high;
        slots[at + 1] = low;
        return free;
    }

    /** Where the file is, or would be. */
    private static int place(long[] slots, long high, long low) {
        int mask = slots.length - 1;
        int at = (int) high << 1 & mask;
        while (slots[at + 1] != 0 && (slots[at] != high || slots[at + 1] != low)) {
            at = at + 2 & mask;
        }
        return at;
    }
}
