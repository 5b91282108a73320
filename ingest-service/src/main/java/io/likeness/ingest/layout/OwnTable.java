package io.likeness.ingest.layout;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.ImportReport.LabelFileUse;
import io.likeness.contracts.dataset.Split;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
    private static final String LINES = ".jsonl";
    private static final List<String> IMAGE = List.of("file_name", "filename", "image", "image_id", "path", "file");
    private static final Set<String> PERSON = Set.of("person", "identity", "subject");
    private static final Set<String> PART = Set.of("split", "partition");
    private static final Map<String, Split> PARTS = Map.of(
            "train", Split.TRAIN,
            "training", Split.TRAIN,
            "val", Split.VALIDATION,
            "valid", Split.VALIDATION,
            "validation", Split.VALIDATION,
            "dev", Split.VALIDATION,
            "test", Split.TEST);
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

    /** The columns that may name the image, for people. */
    public static String columns() {
        return String.join(", ", IMAGE);
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
        LabelLines lines = new LabelLines(name, content);
        boolean taken = name.toLowerCase(Locale.ROOT).endsWith(LINES) ? addObjects(name, lines) : addTable(name, lines);
        if (taken) {
            read.add(path);
        }
        return taken;
    }

    /** Whether a file of the archive was read as one of these. */
    public boolean read(String path) {
        return read.contains(path);
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

    private boolean addTable(String name, LabelLines lines) throws IOException {
        List<String> header = lines.next();
        while (header != null && header.isEmpty()) {
            header = lines.next();
        }
        int image = header == null ? -1 : imageColumn(header);
        if (header == null || image < 0) {
            return false;
        }
        for (List<String> line = lines.next(); line != null; line = lines.next()) {
            if (line.size() > header.size()) {
                throw lines.malformed("at most " + header.size() + " columns", Integer.toString(line.size()));
            }
            if (line.size() > image) {
                Map<String, String> values = new LinkedHashMap<>();
                for (int k = 0; k < line.size(); k++) {
                    if (k != image && !header.get(k).isEmpty()) {
                        values.put(header.get(k), line.get(k));
                    }
                }
                put(name, line.get(image), values, lines);
            }
        }
        return true;
    }

    private boolean addObjects(String name, LabelLines lines) throws IOException {
        boolean begun = false;
        for (String line = lines.text(); line != null; line = lines.text()) {
            if (!line.isBlank()) {
                Map<String, String> values = values(line, lines);
                int image = imageColumn(List.copyOf(values.keySet()));
                if (image < 0 && !begun) {
                    return false;
                }
                begun = true;
                if (image < 0) {
                    throw lines.malformed(
                            "one of " + String.join(", ", IMAGE),
                            values.keySet().toString());
                }
                String key = List.copyOf(values.keySet()).get(image);
                put(name, values.getOrDefault(key, ""), without(values, key), lines);
            }
        }
        return begun;
    }

    /** Of what is within an object as if it was beside it. */
    private static Map<String, String> values(String line, LabelLines lines) {
        Map<String, String> values = new LinkedHashMap<>();
        JsonNode object;
        try {
            object = Json.tree(line.getBytes(StandardCharsets.UTF_8));
        } catch (LikenessException e) {
            throw lines.malformed("a JSON object", "something else: " + e.getMessage());
        }
        if (!object.isObject()) {
            throw lines.malformed("a JSON object", object.getNodeType().name().toLowerCase(Locale.ROOT));
        }
        object.properties().forEach(property -> {
            if (property.getValue().isObject()) {
                property.getValue().properties().forEach(inner -> values.put(inner.getKey(), text(inner.getValue())));
            } else {
                values.put(property.getKey(), text(property.getValue()));
            }
        });
        return values;
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "" : value.isContainerNode() ? value.toString() : value.asText();
    }

    private static Map<String, String> without(Map<String, String> values, String key) {
        Map<String, String> rest = new LinkedHashMap<>(values);
        rest.remove(key);
        return rest;
    }

    private static int imageColumn(List<String> columns) {
        List<String> lower =
                columns.stream().map(column -> column.toLowerCase(Locale.ROOT)).toList();
        return IMAGE.stream()
                .mapToInt(lower::indexOf)
                .filter(at -> at >= 0)
                .findFirst()
                .orElse(-1);
    }

    private void put(String file, String image, Map<String, String> values, LabelLines lines) {
        String key = normal(image);
        if (key.isEmpty()) {
            throw lines.malformed("the name of an image", "none");
        }
        Row row = row(key);
        files.add(file);
        values.forEach((column, value) -> put(row, column, value, lines));
        bytes += ROW_BYTES + Float.BYTES * (long) row.values.length + NAME_BYTES + key.length();
        bytes += folder.isEmpty() ? 0 : NAME_BYTES + folder.length() + key.length();
        if (bytes > mostBytes) {
            throw new LikenessException(
                    ErrorCode.ARCHIVE_LIMIT_EXCEEDED,
                    "%s: expected label files that fill at most %d bytes of heap, found more"
                            .formatted(file, mostBytes));
        }
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

    private void put(Row row, String column, String value, LabelLines lines) {
        String lower = column.toLowerCase(Locale.ROOT);
        if (value.isEmpty()) {
            return;
        }
        if (PERSON.contains(lower)) {
            row.person = people.computeIfAbsent(value, person -> person);
        } else if (PART.contains(lower)) {
            Split part = PARTS.get(value.toLowerCase(Locale.ROOT));
            if (part == null) {
                throw lines.malformed("a " + column + " of train, validation or test", "'" + value + "'");
            }
            row.part = part;
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

    private static String stem(String path) {
        int dot = path.lastIndexOf('.');
        return dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
