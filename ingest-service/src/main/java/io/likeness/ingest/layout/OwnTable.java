package io.likeness.ingest.layout;

import static java.util.stream.Collectors.joining;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.ImportReport.LabelFileUse;
import io.likeness.contracts.dataset.Split;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of images of their own, in a table ({@code metadata.csv}, {@code labels.csv}) or a JSON object a line ({@code metadata.jsonl}, {@code
 * labels.jsonl}), as dataset hubs have it: a column that names the image's file, and columns of numbers, of true and false, of the person, or of the part. Not safe
 * for threads.
 */
public final class OwnTable {
    private static final Pattern NAME = Pattern.compile("(?:metadata|labels)(?: ?\\(\\d{1,3}\\))?\\.(?:csv|jsonl)");
    private static final Set<String> PERSON = Set.of("person", "identity", "subject");
    private static final Set<String> PART = Set.of("split", "partition");
    private static final Map<String, Float> WORDS = Map.of("true", 1f, "yes", 1f, "false", -1f, "no", -1f);

    /** Of a row beside its names and values: objects, and an entry of the map. */
    private static final int ROW_BYTES = 120;

    /** Of a name beside its characters: objects, and an entry of the map. */
    private static final int NAME_BYTES = 80;

    private final long mostBytes;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Row> byPath = new HashMap<>();
    private final TreeSet<String> files = new TreeSet<>();
    private final Set<String> read = new HashSet<>();
    private final Map<String, String> people = new HashMap<>();
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private final TreeSet<String> texts = new TreeSet<>();
    private final Set<Row> met = new HashSet<>();
    private String folder = "";
    private long images;
    private long metImages;
    private long bytes;

    /** @param mostBytes heap that it may fill */
    public OwnTable(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** What is said of one image, numbers with seven digits. Told apart by where it was said. */
    private static final class Row {
        private float[] values = {};
        private @Nullable String person;
        private @Nullable Split part;
        private int beside;

        float value(int column) {
            return column < values.length ? values[column] : Float.NaN;
        }

        void put(int column, float value) {
            if (column >= values.length) {
                int before = values.length;
                values = Arrays.copyOf(values, column + 1);
                Arrays.fill(values, before, column, Float.NaN);
            }
            values[column] = value;
        }
    }

    /** Whether a file is named as one of these. */
    public static boolean named(String path) {
        return NAME.matcher(fileName(path).toLowerCase(Locale.ROOT)).matches();
    }

    /** The names of such files, for people. */
    public static String names() {
        return "metadata.csv, metadata.jsonl, labels.csv, labels.jsonl";
    }

    /**
     * Reads a file. The caller closes the stream.
     *
     * @return false, and nothing is read, if it names no images and so is another table
     * @throws LikenessException {@code UNSUPPORTED_ARCHIVE} naming the line that cannot be read; {@code ARCHIVE_LIMIT_EXCEEDED} if there are more rows than the
     *     heap has room for
     * @throws IOException if the stream fails
     */
    public boolean add(String path, InputStream content) throws IOException {
        String name = fileName(path);
        folder = path.substring(0, path.length() - name.length());
        boolean taken =
                TableFile.read(name, content, (image, values, complaint) -> put(name, image, values, complaint));
        if (taken) {
            read.add(path);
        }
        return taken;
    }

    /**
     * What a file that lies beside an image says of it alone.
     *
     * @param path of that file
     * @throws LikenessException as {@link #add}
     */
    void addBeside(String path, Map<String, String> values) {
        folder = "";
        Row row = put(
                "*" + path.substring(path.lastIndexOf('.')),
                stem(path),
                values,
                (expected, found) -> TableFile.malformed(path, expected, found));
        row.beside |= Sidecars.kind(path);
    }

    /** Whether a file of the archive was read as one of these, or as what lies beside an image. */
    public boolean read(String path) {
        if (read.contains(path)) {
            return true;
        }
        int kind = Sidecars.kind(path);
        Row row = kind == 0 ? null : byPath.get(stem(path));
        return row != null && (row.beside & kind) != 0;
    }

    public boolean empty() {
        return rows.isEmpty();
    }

    /** Heap that it fills, about. */
    public long bytes() {
        return bytes;
    }

    /** An image, or what may be one, is in the archive. */
    public void meet(String path) {
        images++;
        Row row = empty() ? null : find(path);
        if (row != null) {
            met.add(row);
            metImages++;
        }
    }

    /** How the files and the images met, once all images were. */
    public List<LabelFileUse> uses() {
        List<LabelFileUse> uses = new ArrayList<>();
        if (!empty()) {
            uses.add(new LabelFileUse(
                    String.join(", ", files),
                    rows.size(),
                    rows.size() - (long) met.size(),
                    images - metImages,
                    List.copyOf(texts)));
        }
        return uses;
    }

    List<String> labels() {
        return columns.keySet().stream()
                .filter(column -> !texts.contains(column))
                .sorted()
                .toList();
    }

    /** Whom the rows name; {@link People#NONE} where they name nobody. */
    People people() {
        People.Tally tally = new People.Tally();
        rows.forEach(row -> {
            if (row.person != null) {
                tally.meet(row.person);
            }
        });
        return tally.people();
    }

    Set<Split> parts() {
        Set<Split> parts = EnumSet.noneOf(Split.class);
        rows.forEach(row -> {
            if (row.part != null) {
                parts.add(row.part);
            }
        });
        return parts;
    }

    /** What is said of an image, over what its layout says. */
    Subject describe(String path, Subject laidOut) {
        Row row = find(path);
        if (row == null) {
            return laidOut;
        }
        Map<String, Double> values = new TreeMap<>(laidOut.labels());
        columns.forEach((label, column) -> {
            float value = row.value(column);
            if (!texts.contains(label) && !Float.isNaN(value)) {
                values.put(label, Double.valueOf(Float.toString(value)));
            }
        });
        return new Subject(
                row.person == null ? laidOut.identity() : row.person,
                values,
                row.part == null ? laidOut.officialSplit() : row.part);
    }

    /** By its whole path, or by less and less of it; with the end of its name or without. */
    private @Nullable Row find(String path) {
        for (String rest = path; ; rest = rest.substring(rest.indexOf('/') + 1)) {
            Row row = byPath.get(rest);
            if (row == null) {
                row = byPath.get(stem(rest));
            }
            if (row != null || rest.indexOf('/') < 0) {
                return row;
            }
        }
    }

    private Row put(String file, String image, Map<String, String> values, TableFile.Complaint complaint) {
        String key = normal(image);
        if (key.isEmpty()) {
            throw complaint.of("the name of an image", "none");
        }
        Row row = row(key);
        files.add(file);
        values.forEach((column, value) -> put(row, column, value, complaint));
        bytes += ROW_BYTES + Float.BYTES * (long) row.values.length + NAME_BYTES + key.length();
        bytes += folder.isEmpty() ? 0 : NAME_BYTES + folder.length() + key.length();
        if (bytes > mostBytes) {
            throw new LikenessException(
                    ErrorCode.ARCHIVE_LIMIT_EXCEEDED,
                    "%s: expected label files that fill at most %d bytes of heap, found more"
                            .formatted(file, mostBytes));
        }
        return row;
    }

    /** A table names images as they lie beside it, or from anywhere: two of one name in two folders have a table each. */
    private Row row(String key) {
        String beside = folder + key;
        Row known = byPath.get(beside);
        if (known == null) {
            known = new Row();
            rows.add(known);
            byPath.put(beside, known);
            byPath.putIfAbsent(key, known);
        }
        return known;
    }

    private void put(Row row, String column, String value, TableFile.Complaint complaint) {
        String lower = column.toLowerCase(Locale.ROOT);
        if (value.isEmpty()) {
            return;
        }
        if (PERSON.contains(lower)) {
            row.person = people.computeIfAbsent(value, person -> person);
        } else if (PART.contains(lower)) {
            row.part = Parts.named(value)
                    .orElseThrow(
                            () -> complaint.of("a " + column + " of train, validation or test", "'" + value + "'"));
        } else {
            Float number = number(value);
            if (number == null) {
                texts.add(column);
            } else {
                row.put(columns.computeIfAbsent(column, name -> columns.size()), number);
            }
        }
    }

    private static @Nullable Float number(String value) {
        Float word = WORDS.get(value.toLowerCase(Locale.ROOT));
        if (word != null) {
            return word;
        }
        try {
            float number = Float.parseFloat(value);
            return Float.isFinite(number) ? number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String normal(String path) {
        String slashed = path.replace('\\', '/');
        return Arrays.stream(slashed.split("/"))
                .filter(part -> !part.isEmpty() && !part.equals("."))
                .collect(joining("/"));
    }

    static String stem(String path) {
        int dot = path.lastIndexOf('.');
        return dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
