package io.likeness.ingest.layout;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.Split;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What CelebA's text files say, by image number. Values of attributes are kept as bytes: the whole of CelebA has eight million.
 * Built by {@link Builder}, then only read.
 */
public final class CelebaTables {
    private final List<String> header;
    private final List<String> attributes;
    private final Map<String, byte[]> values;
    private final Map<String, Split> partition;
    private final Map<String, String> identities;

    private CelebaTables(Builder builder) {
        header = List.copyOf(builder.header);
        attributes = header.stream().sorted().toList();
        values = Map.copyOf(builder.values);
        partition = Map.copyOf(builder.partition);
        identities = Map.copyOf(builder.identities);
    }

    List<String> attributes() {
        return attributes;
    }

    boolean empty() {
        return values.isEmpty() && partition.isEmpty() && identities.isEmpty();
    }

    Subject describe(String number) {
        return new Subject(identities.get(number), labels(values.get(number)), partition.get(number));
    }

    private Map<String, Double> labels(byte @Nullable [] row) {
        Map<String, Double> labels = new HashMap<>();
        for (int k = 0; row != null && k < row.length; k++) {
            labels.put(header.get(k), (double) row[k]);
        }
        return labels;
    }

    /** Collects the files in any order. Not safe for threads. */
    public static final class Builder {
        private static final Pattern COLUMNS = Pattern.compile("[\\s,]+");

        private List<String> header = List.of();
        private final Map<String, byte[]> values = new HashMap<>();
        private final Map<String, Split> partition = new HashMap<>();
        private final Map<String, String> identities = new HashMap<>();

        /**
         * Adds one file; rows of the same image replace what another file of that kind said.
         *
         * @throws LikenessException {@code UNSUPPORTED_ARCHIVE} naming the line that is not as CelebA has it
         */
        public void add(LabelFile kind, byte[] content) {
            Iterator<String> lines =
                    new String(content, StandardCharsets.UTF_8).lines().iterator();
            boolean images = false;
            for (int line = 1; lines.hasNext(); line++) {
                String text = lines.next().strip();
                String[] row = COLUMNS.split(text);
                if (image(row)) {
                    images = true;
                    add(kind, row, line);
                } else if (images && !text.isEmpty()) {
                    throw malformed(kind, line, "a name such as 000001.jpg", "'" + row[0] + "'");
                } else if (kind == LabelFile.ATTRIBUTES) {
                    header = header(row);
                }
            }
            if (!images) {
                throw malformed(kind, 1, "rows of images", "none");
            }
        }

        public CelebaTables build() {
            return new CelebaTables(this);
        }

        private void add(LabelFile kind, String[] row, int line) {
            requireColumns(kind, row, line, kind == LabelFile.ATTRIBUTES ? header.size() + 1 : 2);
            String number = row[0].substring(0, 6);
            switch (kind) {
                case ATTRIBUTES -> values.put(number, attributes(row, line));
                case PARTITION -> partition.put(number, split(row[1], line));
                case IDENTITY -> identities.put(number, row[1]);
            }
        }

        private static byte[] attributes(String[] row, int line) {
            byte[] numbers = new byte[row.length - 1];
            for (int k = 0; k < numbers.length; k++) {
                numbers[k] = attribute(row[k + 1], line);
            }
            return numbers;
        }

        /** The header line names the columns; Kaggle's begins with one for the image. */
        private static List<String> header(String[] row) {
            return row[0].equals("image_id") ? List.of(Arrays.copyOfRange(row, 1, row.length)) : List.of(row);
        }

        private static boolean image(String[] row) {
            return row[0].indexOf('.') == 6 && row[0].chars().limit(6).allMatch(Character::isDigit);
        }

        private static byte attribute(String text, int line) {
            return switch (text) {
                case "1" -> 1;
                case "-1" -> -1;
                default -> throw malformed(LabelFile.ATTRIBUTES, line, "values of -1 or 1", "'" + text + "'");
            };
        }

        private static Split split(String text, int line) {
            return switch (text) {
                case "0" -> Split.TRAIN;
                case "1" -> Split.VALIDATION;
                case "2" -> Split.TEST;
                default -> throw malformed(LabelFile.PARTITION, line, "0, 1 or 2", "'" + text + "'");
            };
        }

        private static void requireColumns(LabelFile kind, String[] row, int line, int columns) {
            if (row.length != columns) {
                throw malformed(kind, line, columns + " columns", Integer.toString(row.length));
            }
        }

        private static LikenessException malformed(LabelFile kind, int line, String expected, String found) {
            return new LikenessException(
                    ErrorCode.UNSUPPORTED_ARCHIVE,
                    "%s file, line %d: expected %s, found %s"
                            .formatted(kind.name().toLowerCase(Locale.ROOT), line, expected, found));
        }
    }
}
