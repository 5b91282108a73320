package io.likeness.ingest.archive;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4Factory;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.Snappy;

/**
 * Writes small Parquet files (<a href="https://parquet.apache.org/docs/file-format/">the format</a>): optional columns of a page a group, encoded plainly,
 * one of them perhaps within a group of columns.
 */
public final class ParquetBytes {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private record Column(List<String> path, Type type, boolean text, List<?> values) {}

    private final List<Column> columns = new ArrayList<>();
    private final int rowsInGroup;
    private final CompressionCodec codec;
    private @Nullable String meanings;

    public ParquetBytes(int rowsInGroup, CompressionCodec codec) {
        this.rowsInGroup = rowsInGroup;
        this.codec = codec;
    }

    /** A group {@code image} of {@code bytes} and {@code path}. */
    public ParquetBytes images(List<byte[]> images, List<String> paths) {
        columns.add(new Column(List.of("image", "bytes"), Type.BYTE_ARRAY, false, images));
        columns.add(new Column(List.of("image", "path"), Type.BYTE_ARRAY, true, paths));
        return this;
    }

    public ParquetBytes bytes(String name, List<byte[]> values) {
        return column(name, Type.BYTE_ARRAY, false, values);
    }

    public ParquetBytes texts(String name, List<String> values) {
        return column(name, Type.BYTE_ARRAY, true, values);
    }

    public ParquetBytes integers(String name, List<Long> values) {
        return column(name, Type.INT64, false, values);
    }

    public ParquetBytes numbers(String name, List<Double> values) {
        return column(name, Type.DOUBLE, false, values);
    }

    public ParquetBytes truths(String name, List<Boolean> values) {
        return column(name, Type.BOOLEAN, false, values);
    }

    /** What the datasets library of a hub notes. */
    public ParquetBytes meanings(String json) {
        meanings = json;
        return this;
    }

    private ParquetBytes column(String name, Type type, boolean text, List<?> values) {
        columns.add(new Column(List.of(name), type, text, values));
        return this;
    }

    public byte[] written() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(MAGIC);
        int rows = columns.getFirst().values().size();
        List<RowGroup> groups = new ArrayList<>();
        for (int first = 0; first < rows; first += rowsInGroup) {
            groups.add(group(file, first, Math.min(rows, first + rowsInGroup)));
        }
        FileMetaData footer = new FileMetaData(1, schema(), rows, groups);
        if (meanings != null) {
            footer.addToKey_value_metadata(new KeyValue("huggingface").setValue(meanings));
        }
        int begin = file.size();
        Util.writeFileMetaData(footer, file);
        file.writeBytes(little(Integer.BYTES).putInt(file.size() - begin).array());
        file.writeBytes(MAGIC);
        return file.toByteArray();
    }

    private List<SchemaElement> schema() {
        List<SchemaElement> elements = new ArrayList<>();
        long top = columns.stream()
                .map(column -> column.path().getFirst())
                .distinct()
                .count();
        elements.add(new SchemaElement("schema").setNum_children((int) top));
        for (Column column : columns) {
            if (column.path().size() > 1 && column.path().getLast().equals("bytes")) {
                elements.add(optional(column.path().getFirst()).setNum_children(2));
            }
            SchemaElement element = optional(column.path().getLast()).setType(column.type());
            elements.add(column.text() ? element.setConverted_type(ConvertedType.UTF8) : element);
        }
        return elements;
    }

    private static SchemaElement optional(String name) {
        return new SchemaElement(name).setRepetition_type(FieldRepetitionType.OPTIONAL);
    }

    private RowGroup group(ByteArrayOutputStream file, int from, int to) throws IOException {
        List<ColumnChunk> chunks = new ArrayList<>();
        long bytes = 0;
        for (Column column : columns) {
            byte[] plain = page(column, from, to);
            byte[] stored = compressed(plain);
            int offset = file.size();
            Util.writePageHeader(
                    new PageHeader(PageType.DATA_PAGE, plain.length, stored.length)
                            .setData_page_header(
                                    new DataPageHeader(to - from, Encoding.PLAIN, Encoding.RLE, Encoding.RLE)),
                    file);
            int header = file.size() - offset;
            file.writeBytes(stored);
            bytes += header + plain.length;
            chunks.add(new ColumnChunk(offset)
                    .setMeta_data(new ColumnMetaData(
                            column.type(),
                            List.of(Encoding.PLAIN, Encoding.RLE),
                            column.path(),
                            codec,
                            to - from,
                            (long) header + plain.length,
                            (long) header + stored.length,
                            offset)));
        }
        return new RowGroup(chunks, bytes, to - from);
    }

    /** Levels that say which rows have a value, and the values. */
    private static byte[] page(Column column, int from, int to) {
        ByteArrayOutputStream levels = new ByteArrayOutputStream();
        ByteArrayOutputStream values = new ByteArrayOutputStream();
        List<Boolean> truths = new ArrayList<>();
        for (Object value : column.values().subList(from, to)) {
            levels.write(2);
            levels.write(value == null ? 0 : column.path().size());
            switch (value) {
                case null -> {}
                case byte[] bytes -> write(values, bytes);
                case String text -> write(values, text.getBytes(StandardCharsets.UTF_8));
                case Long integer ->
                    values.writeBytes(little(Long.BYTES).putLong(integer).array());
                case Double number ->
                    values.writeBytes(little(Double.BYTES).putDouble(number).array());
                case Boolean truth -> truths.add(truth);
                default -> throw new IllegalArgumentException(value.toString());
            }
        }
        for (int k = 0; k < truths.size(); k += Byte.SIZE) {
            int packed = 0;
            for (int bit = k; bit < Math.min(truths.size(), k + Byte.SIZE); bit++) {
                packed |= truths.get(bit) ? 1 << bit - k : 0;
            }
            values.write(packed);
        }
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        page.writeBytes(little(Integer.BYTES).putInt(levels.size()).array());
        page.writeBytes(levels.toByteArray());
        page.writeBytes(values.toByteArray());
        return page.toByteArray();
    }

    private static void write(ByteArrayOutputStream values, byte[] bytes) {
        values.writeBytes(little(Integer.BYTES).putInt(bytes.length).array());
        values.writeBytes(bytes);
    }

    private byte[] compressed(byte[] plain) throws IOException {
        return switch (codec) {
            case UNCOMPRESSED -> plain;
            case SNAPPY -> Snappy.compress(plain);
            case ZSTD -> Zstd.compress(plain);
            case LZ4_RAW -> LZ4Factory.fastestInstance().fastCompressor().compress(plain);
            case GZIP -> {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                    gzip.write(plain);
                }
                yield bytes.toByteArray();
            }
            default -> throw new IllegalArgumentException(codec.name());
        };
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
