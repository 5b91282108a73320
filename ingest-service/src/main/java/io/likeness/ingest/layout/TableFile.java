package io.likeness.ingest.layout;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A table with a header, or a JSON object a line, of which each row names an image. */
public final class TableFile {
    private static final String LINES = ".jsonl";
    private static final List<String> IMAGE = List.of("file_name", "filename", "image", "image_id", "path", "file");

    private TableFile() {}

    /** Receives what is said of one image. */
    interface Rows {
        void row(String image, Map<String, String> values, Complaint complaint);
    }

    /** What is thrown where something is wrong, with the place where it is. */
    interface Complaint {
        LikenessException of(String expected, String found);
    }

    /** The columns that may name the image, for people. */
    public static String columns() {
        return String.join(", ", IMAGE);
    }

    /**
     * Reads a file.
     *
     * @return false, and nothing is read, if it names no images and so is another table
     * @throws LikenessException {@code UNSUPPORTED_ARCHIVE} naming the line that cannot be read
     * @throws IOException if the stream fails
     */
    static boolean read(String name, InputStream content, Rows rows) throws IOException {
        LabelLines lines = new LabelLines(name, content);
        return name.toLowerCase(Locale.ROOT).endsWith(LINES) ? readObjects(lines, rows) : readTable(lines, rows);
    }

    static LikenessException malformed(String file, String expected, String found) {
        return new LikenessException(
                ErrorCode.UNSUPPORTED_ARCHIVE, "%s: expected %s, found %s".formatted(file, expected, found));
    }

    private static boolean readTable(LabelLines lines, Rows rows) throws IOException {
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
                rows.row(line.get(image), values, lines::malformed);
            }
        }
        return true;
    }

    private static boolean readObjects(LabelLines lines, Rows rows) throws IOException {
        boolean begun = false;
        for (String line = lines.text(); line != null; line = lines.text()) {
            if (!line.isBlank()) {
                Map<String, String> values = values(line.getBytes(StandardCharsets.UTF_8), lines::malformed);
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
                rows.row(values.getOrDefault(key, ""), without(values, key), lines::malformed);
            }
        }
        return begun;
    }

    /**
     * Of what is within an object as if it was beside it.
     *
     * @throws LikenessException of {@code complaint}, if it is no object
     */
    static Map<String, String> values(byte[] json, Complaint complaint) {
        Map<String, String> values = new LinkedHashMap<>();
        JsonNode object;
        try {
            object = Json.tree(json);
        } catch (LikenessException e) {
            throw complaint.of("a JSON object", "something else: " + e.getMessage());
        }
        if (!object.isObject()) {
            throw complaint.of("a JSON object", object.getNodeType().name().toLowerCase(Locale.ROOT));
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
}
