package io.likeness.ingest.layout;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The lines of a label file, read one at a time: a file may be larger than the heap. Not safe for threads. */
final class LabelLines {
    private static final int LONGEST_LINE = 1 << 16;

    private final LabelFile kind;
    private final InputStream in;
    private final byte[] line = new byte[LONGEST_LINE];
    private int number;
    private boolean afterReturn;

    LabelLines(LabelFile kind, InputStream in) {
        this.kind = kind;
        this.in = new BufferedInputStream(in, LONGEST_LINE);
    }

    /** The values of the next line, separated by blanks or commas; empty for a blank line, null after the last. */
    @Nullable
    List<String> next() throws IOException {
        int length = 0;
        int read = in.read();
        if (afterReturn && read == '\n') {
            read = in.read();
        }
        if (read < 0) {
            return null;
        }
        number++;
        for (; read >= 0 && read != '\n' && read != '\r'; read = in.read()) {
            if (length == LONGEST_LINE) {
                throw malformed("at most " + LONGEST_LINE + " bytes", "more");
            }
            line[length++] = (byte) read;
        }
        afterReturn = read == '\r';
        return values(new String(line, 0, length, UTF_8));
    }

    LikenessException malformed(String expected, String found) {
        return new LikenessException(
                ErrorCode.UNSUPPORTED_ARCHIVE,
                "%s file, line %d: expected %s, found %s"
                        .formatted(kind.name().toLowerCase(Locale.ROOT), Math.max(1, number), expected, found));
    }

    private static List<String> values(String text) {
        List<String> values = new ArrayList<>();
        int start = 0;
        for (int k = 0; k <= text.length(); k++) {
            if (k == text.length() || separator(text.charAt(k))) {
                if (k > start) {
                    values.add(text.substring(start, k));
                }
                start = k + 1;
            }
        }
        return values;
    }

    private static boolean separator(char c) {
        return c == ',' || Character.isWhitespace(c);
    }
}
