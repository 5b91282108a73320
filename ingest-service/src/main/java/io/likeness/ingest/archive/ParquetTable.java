package io.likeness.ingest.archive;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.schema.SchemaNode;
import dev.hardwood.schema.SchemaNode.GroupNode;
import dev.hardwood.schema.SchemaNode.PrimitiveNode;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a Parquet file are.
 *
 * @param image the column of the images' bytes, perhaps within a group
 * @param name the column of their names; absent where they have none
 * @param others the other columns
 * @param classes the names of the classes, by their numbers, of columns that number more than two
 */
record ParquetTable(String image, @Nullable String name, List<SchemaNode> others, Map<String, List<String>> classes) {
    /** What names the image in a line, and so no column. */
    static final String FILE_NAME = "file_name";

    private static final String BYTES = "bytes";
    private static final String PATH = "path";
    private static final Set<String> NAMES = Set.of(FILE_NAME, "filename", "image_id", "path", "file");

    /** Where the datasets library of a hub says what the columns mean. */
    private static final String MEANINGS = "huggingface";

    /** @throws LikenessException {@code UNSUPPORTED_ARCHIVE} if no column has images */
    static ParquetTable of(ParquetFileReader parquet) {
        List<SchemaNode> columns = parquet.getFileSchema().getRootNode().children();
        SchemaNode images = columns.stream()
                .filter(ParquetTable::hasImages)
                .findFirst()
                .orElseThrow(() -> new LikenessException(
                        ErrorCode.UNSUPPORTED_ARCHIVE,
                        "archive: expected a Parquet file with a column of images (struct<bytes, path> or bytes), found columns "
                                + String.join(
                                        ", ",
                                        columns.stream().map(SchemaNode::name).toList())));
        List<SchemaNode> others = new ArrayList<>(columns);
        others.remove(images);
        String name = null;
        if (images instanceof GroupNode group) {
            name = group.children().stream().anyMatch(ParquetTable::isPath) ? group.name() + "." + PATH : null;
        } else {
            SchemaNode named =
                    others.stream().filter(ParquetTable::isName).findFirst().orElse(null);
            name = named == null ? null : named.name();
            others.remove(named);
        }
        String image = images instanceof GroupNode ? images.name() + "." + BYTES : images.name();
        Map<String, String> metadata = parquet.getFileMetaData().keyValueMetadata();
        return new ParquetTable(image, name, List.copyOf(others), classes(metadata.get(MEANINGS)));
    }

    /** Of the row of that number, counted from 0. */
    static String fileName(int row, @Nullable String name) {
        String number = "%08d".formatted(row);
        return name == null || name.isBlank()
                ? number
                : number + "-" + name.substring(1 + Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')));
    }

    String[] imageAndName() {
        return name == null ? new String[] {image} : new String[] {image, name};
    }

    /** The columns of which a line says something. */
    List<SchemaNode> told() {
        return others.stream()
                .filter(column -> !column.name().equalsIgnoreCase(FILE_NAME))
                .toList();
    }

    /** Paths of the columns that are read for that: of the names, and of what has one value a row. */
    Set<String> read() {
        return Stream.concat(
                        Stream.ofNullable(name),
                        told().stream().filter(ParquetTable::single).map(SchemaNode::name))
                .collect(toSet());
    }

    static boolean single(SchemaNode column) {
        return column instanceof PrimitiveNode primitive && primitive.maxRepetitionLevel() == 0;
    }

    private static boolean hasImages(SchemaNode column) {
        return switch (column) {
            case GroupNode group ->
                group.isStruct()
                        && group.children().stream()
                                .anyMatch(child -> child.name().equals(BYTES) && holdsBytes(child));
            case PrimitiveNode primitive -> holdsBytes(primitive);
        };
    }

    private static boolean holdsBytes(SchemaNode column) {
        return column instanceof PrimitiveNode primitive
                && primitive.type() == PhysicalType.BYTE_ARRAY
                && primitive.logicalType() == null;
    }

    private static boolean holdsText(SchemaNode column) {
        return column instanceof PrimitiveNode primitive
                && primitive.type() == PhysicalType.BYTE_ARRAY
                && primitive.logicalType() instanceof LogicalType.StringType;
    }

    private static boolean isPath(SchemaNode column) {
        return column.name().equals(PATH) && holdsText(column);
    }

    private static boolean isName(SchemaNode column) {
        return NAMES.contains(column.name().toLowerCase(Locale.ROOT)) && holdsText(column);
    }

    private static Map<String, List<String>> classes(@Nullable String meanings) {
        Map<String, List<String>> classes = new HashMap<>();
        if (meanings != null) {
            JsonNode columns = Json.tree(meanings.getBytes(StandardCharsets.UTF_8))
                    .path("info")
                    .path("features");
            columns.properties().forEach(column -> {
                List<String> names = new ArrayList<>();
                column.getValue().path("names").forEach(name -> names.add(name.asText()));
                if (names.size() > 2) {
                    classes.put(column.getKey(), names);
                }
            });
        }
        return classes;
    }
}
