package io.likeness.ingest.archive;

import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.RowGroup;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.util.Set;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;

/**
 * Looks at the headers of a Parquet file's pages before a library reads them, which takes them at their word: one that tells of too large a page would take
 * all of the heap, and one of a page that is longer than its column would be waited for, for ever.
 */
final class ParquetPages {
    /** Pages are held up to twice while they are expanded. */
    private static final long MOST_BYTES = 64L << 20;

    private static final int MOST_HEADERS_READ_AHEAD = 512;

    private final RandomAccessFile file;
    private final Set<String> columns;
    private final long mostRows;

    /**
     * @param columns paths of those that are looked at
     * @param mostRows of a group
     */
    ParquetPages(RandomAccessFile file, Set<String> columns, long mostRows) {
        this.file = file;
        this.columns = columns;
        this.mostRows = mostRows;
    }

    /**
     * Looks at a group of rows.
     *
     * @throws LikenessException {@code ARCHIVE_LIMIT_EXCEEDED} if the heap has no room for it
     * @throws IOException if its pages are not what its columns say
     */
    void require(RowGroup group) throws IOException {
        if (group.numRows() < 0) {
            throw new IOException("a group of " + group.numRows() + " rows");
        }
        if (group.numRows() > mostRows) {
            throw exceeded("groups of at most %d rows".formatted(mostRows), "one of " + group.numRows());
        }
        long bytes = 0;
        for (ColumnChunk chunk : group.columns()) {
            if (columns.contains(chunk.metaData().pathInSchema().toString())) {
                bytes += expanded(chunk, group.numRows());
            }
            if (bytes > MOST_BYTES) {
                throw exceeded(
                        "groups of rows that take at most %d bytes".formatted(MOST_BYTES),
                        "one of %d rows that takes more: write the Parquet file with fewer rows a group"
                                .formatted(group.numRows()));
            }
        }
    }

    /** The bytes that the pages of a column expand to. */
    private long expanded(ColumnChunk chunk, long rows) throws IOException {
        long at = chunk.chunkStartOffset();
        long end = Math.addExact(at, chunk.metaData().totalCompressedSize());
        if (at < 0 || end < at || end > file.length()) {
            throw new IOException("a column that lies outside of the file");
        }
        if (chunk.metaData().numValues() != rows) {
            throw new IOException("a column of %d values in a group of %d rows"
                    .formatted(chunk.metaData().numValues(), rows));
        }
        long bytes = 0;
        for (long values = 0; values < rows; ) {
            CountingStream in = new CountingStream(new FileSlice(file, at, end - at));
            PageHeader header = Util.readPageHeader(in);
            at += in.count + header.getCompressed_page_size();
            int more = values(header);
            values += more;
            bytes += header.getUncompressed_page_size();
            if (header.getCompressed_page_size() < 0
                    || header.getUncompressed_page_size() < 0
                    || more < 0
                    || at > end
                    || values > rows) {
                throw new IOException("a page that its column has no room for");
            }
        }
        return bytes;
    }

    private static int values(PageHeader header) {
        if (header.isSetData_page_header()) {
            return header.getData_page_header().getNum_values();
        }
        return header.isSetData_page_header_v2()
                ? header.getData_page_header_v2().getNum_values()
                : 0;
    }

    private static LikenessException exceeded(String expected, String found) {
        return new LikenessException(
                ErrorCode.ARCHIVE_LIMIT_EXCEEDED, "archive: expected %s, found %s".formatted(expected, found));
    }

    private static final class CountingStream extends FilterInputStream {
        private long count;

        CountingStream(InputStream in) {
            super(new BufferedInputStream(in, MOST_HEADERS_READ_AHEAD));
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            count += Math.max(0, n);
            return n;
        }
    }
}
