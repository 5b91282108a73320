package io.likeness.ingest.layout;

import io.likeness.contracts.dataset.Split;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a label file, each checked. Not safe for threads. */
final class LabelRows {
    /** As Kaggle calls the column. */
    private static final String IMAGE = "image_id";

    private static final int DIGITS = 6;
    private static final int LONGEST_NAME = 256;

    private final LabelFile kind;
    private final LabelLines lines;
    private List<String> header = List.of();
    private boolean headerDelimited;
    private List<String> columns = List.of();
    private boolean begun;

    LabelRows(LabelFile kind, LabelLines lines) {
        this.kind = kind;
        this.lines = lines;
    }

    /** The names of the attributes, once the first row is read. */
    List<String> columns() {
        return columns;
    }

    /** The next row, null after the last. */
    @Nullable
    Row next() throws IOException {
        for (List<String> line = lines.next(); line != null; line = lines.next()) {
            int place = placeOfImage(line);
            if (place >= 0) {
                if (!begun) {
                    begun = true;
                    columns = columns(line, place);
                }
                return row(line.subList(place, line.size()));
            }
            if (begun && !line.isEmpty()) {
                throw lines.malformed("a name such as 000001.jpg", "'" + line.getFirst() + "'");
            }
            if (!line.isEmpty()) {
                header = line;
                headerDelimited = lines.delimited();
            }
        }
        if (!begun) {
            throw lines.malformed("rows of images", "none");
        }
        return null;
    }

    /** Of the columns of attributes; a table's header names that of the image before them, whatever it is called, and that of an index. */
    private List<String> columns(List<String> first, int place) {
        if (kind != LabelFile.ATTRIBUTES) {
            return List.of();
        }
        if (!headerDelimited) {
            return !header.isEmpty() && header.getFirst().equals(IMAGE) ? header.subList(1, header.size()) : header;
        }
        if (header.size() != first.size()) {
            throw lines.malformed(header.size() + " columns", Integer.toString(first.size()));
        }
        return header.subList(place + 1, header.size());
    }

    /** Where in a line the image is: first, or behind the index that programs put before it; -1 where there is none. */
    private static int placeOfImage(List<String> line) {
        if (line.size() > 2 && digits(line.getFirst()) && file(line.get(1))) {
            return 1;
        }
        return line.size() > 1 && image(line.getFirst()) ? 0 : -1;
    }

    private static boolean image(String name) {
        return file(name) || name.length() == DIGITS && digits(name);
    }

    /** The zeros that a name begins with may be missing. */
    private static boolean file(String name) {
        int dot = name.indexOf('.');
        return dot > 0 && dot <= DIGITS && digits(name.substring(0, dot)) && !digits(name.substring(dot + 1));
    }

    private static boolean digits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private Row row(List<String> line) {
        int width = kind == LabelFile.ATTRIBUTES ? columns.size() + 1 : 2;
        if (line.size() != width) {
            throw lines.malformed(width + " columns", Integer.toString(line.size()));
        }
        String name = line.getFirst();
        int dot = name.indexOf('.');
        int number = Integer.parseInt(dot < 0 ? name : name.substring(0, dot));
        return switch (kind) {
            case ATTRIBUTES -> new Attributes(number, positive(line));
            case PARTITION -> new Part(number, split(line.get(1)));
            case IDENTITY -> new Identity(number, person(line.get(1)));
        };
    }

    private BitSet positive(List<String> line) {
        BitSet positive = new BitSet(columns.size());
        for (int k = 1; k < line.size(); k++) {
            switch (line.get(k)) {
                case "1" -> positive.set(k - 1);
                case "-1" -> positive.clear(k - 1);
                default -> throw lines.malformed("values of -1 or 1", "'" + line.get(k) + "'");
            }
        }
        return positive;
    }

    private Split split(String text) {
        return switch (text) {
            case "0" -> Split.TRAIN;
            case "1" -> Split.VALIDATION;
            case "2" -> Split.TEST;
            default -> throw lines.malformed("0, 1 or 2", "'" + text + "'");
        };
    }

    private String person(String name) {
        if (name.length() > LONGEST_NAME) {
            throw lines.malformed("names of at most " + LONGEST_NAME + " characters", Integer.toString(name.length()));
        }
        return name;
    }

    /** What one line says of the image of that number, 0 to 999,999. */
    sealed interface Row {
        int number();
    }

    /** @param positive the columns that are 1, all others being -1 */
    record Attributes(int number, BitSet positive) implements Row {}

    record Part(int number, Split split) implements Row {}

    record Identity(int number, String name) implements Row {}
}
