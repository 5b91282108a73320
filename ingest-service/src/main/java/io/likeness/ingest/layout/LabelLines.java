package io.likeness.ingest.layout;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of a label file, read one at a time: a file may be larger than the heap. Not safe for threads. */
final class LabelLines {
    private static final int LONGEST_LINE = 1 << 16;
    private static final char BLANK = ' ';
    private static final char QUOTE = '"';
    private static final char[] DELIMITERS = {',', ';', '\t'};
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String file;
    private final InputStream in;
    private final byte[] line = new byte[LONGEST_LINE];
    private int number;
    private boolean afterReturn;
    private char delimiter = BLANK;

    /** @param file what it is called where something is wrong with it */
    LabelLines(String file, InputStream in) {
        this.file = file;
        this.in = new BufferedInputStream(in, LONGEST_LINE);
    }

    /** The values of the next line, without quotes, divided by commas, semicolons, tabs or blanks; empty for a blank line, null after the last. */
    @Nullable
    List<String> next() throws IOException {
        String text = text();
        return text == null ? null : values(text);
    }

    /** The next line as it is, null after the last. */
    @Nullable
    String text() throws IOException {
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
        String text = new String(line, 0, length, UTF_8);
        return number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
    }

    LikenessException malformed(String expected, String found) {
        return new LikenessException(
                ErrorCode.UNSUPPORTED_ARCHIVE,
                "%s, line %d: expected %s, found %s".formatted(file, Math.max(1, number), expected, found));
    }

    /** Whether the values of the line that came last are divided by commas, semicolons or tabs, so that some may be empty. */
    boolean delimited() {
        return delimiter != BLANK;
    }

    private List<String> values(String text) {
        delimiter = delimiter(text);
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        for (int k = 0; k < text.length(); k++) {
            char c = text.charAt(k);
            if (c == QUOTE && (quoted || value.toString().isBlank())) {
                quoted = !quoted;
            } else if (quoted || !divides(c)) {
                value.append(c);
            } else {
                add(values, value);
            }
        }
        add(values, value);
        while (!values.isEmpty() && values.getLast().isEmpty()) {
            values.removeLast();
        }
        return values;
    }

    private void add(List<String> values, StringBuilder value) {
        String stripped = value.toString().strip();
        if (delimited() || !stripped.isEmpty()) {
            values.add(stripped);
        }
        value.setLength(0);
    }

    private boolean divides(char c) {
        return delimiter == BLANK ? Character.isWhitespace(c) : c == delimiter;
    }

    private static char delimiter(String text) {
        for (char candidate : DELIMITERS) {
            if (text.indexOf(candidate) >= 0) {
                return candidate;
            }
        }
        return BLANK;
    }
}
