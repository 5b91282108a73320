package io.likeness.ingest.layout;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Names of persons by image number, as bytes one after the other. Not safe for threads. */
final class IdentityTable {
    private static final int FIRST_ROOM = 1 << 12;
    private static final int LENGTH_BYTES = 2;

    private final NumberedOffsets offsets = new NumberedOffsets();
    private byte[] names = new byte[FIRST_ROOM];
    private int end;

    boolean empty() {
        return end == 0;
    }

    void put(int number, String name) {
        if (name.equals(find(number))) {
            return;
        }
        byte[] bytes = name.getBytes(UTF_8);
        int needed = end + LENGTH_BYTES + bytes.length;
        if (needed > names.length) {
            names = Arrays.copyOf(names, needed + needed / 2);
        }
        names[end] = (byte) (bytes.length >>> Byte.SIZE);
        names[end + 1] = (byte) bytes.length;
        System.arraycopy(bytes, 0, names, end + LENGTH_BYTES, bytes.length);
        offsets.put(number, end);
        end = needed;
    }

    @Nullable
    String find(int number) {
        int at = offsets.find(number);
        if (at < 0) {
            return null;
        }
        int length = (names[at] & 0xff) << Byte.SIZE | names[at + 1] & 0xff;
        return new String(names, at + LENGTH_BYTES, length, UTF_8);
    }

    /** The images that have a row. */
    BitSet numbers() {
        return offsets.numbers();
    }

    long bytes() {
        return names.length + offsets.bytes();
    }
}
