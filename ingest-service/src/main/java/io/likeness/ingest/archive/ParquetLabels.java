package io.likeness.ingest.archive;

import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.row.PqStruct;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.SchemaNode;
import io.likeness.contracts.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a Parquet file that are no images, as a JSON object a row and line. */
final class ParquetLabels extends InputStream {
    private final ParquetTable table;
    private final BitSet leftOut;
    private final long mostBytes;
    private final List<SchemaNode> columns;
    private final RowReader rows;
    private byte[] line = {};
    private int at;
    private int row;
    private long bytes;

    /** @param mostBytes reading on throws an {@link UnreadableEntry} */
    ParquetLabels(ParquetFileReader parquet, ParquetTable table, BitSet leftOut, long mostBytes) throws IOException {
        this.table = table;
        this.leftOut = leftOut;
        this.mostBytes = mostBytes;
        this.columns = table.told();
        rows = ParquetArchive.told(() -> parquet.buildRowReader()
                .projection(ColumnProjection.columns(table.read().toArray(String[]::new)))
                .build());
    }

    @Override
    public int read() throws IOException {
        return filled() ? line[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!filled()) {
            return -1;
        }
        int count = Math.min(length, line.length - at);
        System.arraycopy(line, at, buffer, offset, count);
        at += count;
        return count;
    }

    @Override
    public void close() {
        rows.close();
    }

    private boolean filled() throws IOException {
        while (at == line.length) {
            if (!next()) {
                return false;
            }
        }
        return true;
    }

    private boolean next() throws IOException {
        if (!ParquetArchive.told(rows::hasNext)) {
            return false;
        }
        line = ParquetArchive.told(this::encoded);
        at = 0;
        bytes += line.length;
        if (bytes > mostBytes) {
            throw UnreadableEntry.longerThan(mostBytes, "more");
        }
        return true;
    }

    /** The next row's; none of one that is left out. */
    private byte[] encoded() {
        rows.next();
        if (leftOut.get(row)) {
            row++;
            return new byte[0];
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(ParquetTable.FILE_NAME, ParquetTable.fileName(row++, name()));
        for (SchemaNode column : columns) {
            Object value = value(column);
            if (value != null) {
                values.put(column.name(), value);
            }
        }
        byte[] object = Json.encode(values);
        byte[] ended = Arrays.copyOf(object, object.length + 1);
        ended[object.length] = '\n';
        return ended;
    }

    private @Nullable String name() {
        String name = table.name();
        int dot = name == null ? -1 : name.indexOf('.');
        if (name == null) {
            return null;
        }
        if (dot < 0) {
            return rows.getString(name);
        }
        PqStruct group = rows.getStruct(name.substring(0, dot));
        return group == null ? null : group.getString(name.substring(dot + 1));
    }

    /** What is neither a number nor true or false is a word, of which an import says that it cannot be trained on. */
    private @Nullable Object value(SchemaNode column) {
        if (!ParquetTable.single(column)) {
            return "a group";
        }
        if (rows.isNull(column.name())) {
            return null;
        }
        Object value = rows.getValue(column.name());
        List<String> names = table.classes().get(column.name());
        if (names != null
                && value instanceof Number number
                && number.longValue() >= 0
                && number.longValue() < names.size()) {
            return names.get(number.intValue());
        }
        if (value instanceof Number || value instanceof Boolean || value instanceof String) {
            return value;
        }
        return value instanceof byte[] ? "bytes" : value.toString();
    }
}
