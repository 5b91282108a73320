package io.likeness.ingest.archive;

import dev.hardwood.HardwoodContext;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ColumnReaders;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowGroupPredicate;
import dev.hardwood.reader.Validity;
import dev.hardwood.schema.ColumnProjection;
import io.likeness.contracts.LikenessException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A Parquet file with a column of images, as dataset hubs have it. Each row is a file, named by its number and by the name that it has in the table; the
 * other columns are one more, as if somebody had laid it beside the images. Read one group of rows after the other. Written again, it is a gzipped tar.
 */
final class ParquetArchive implements Archive {
    /** The file of the other columns, in JSON lines. */
    static final String LABELS = "metadata.jsonl";

    /** Images that are copied at a time. */
    private static final int BATCH = 8;

    private final Path file;
    private final ArchiveLimits limits;

    ParquetArchive(Path file, ArchiveLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    @Override
    public void visit(ArchiveVisitor visitor) {
        reading((parquet, table) -> {
            if (!table.others().isEmpty()) {
                visitor.file(LABELS, new Labels(parquet, table, new BitSet()));
            }
            images(parquet, table, (row, name, image) -> visitor.file(name, image));
        });
    }

    @Override
    public Optional<Rest> without(String sha256) {
        BitSet leftOut = new BitSet();
        long[] bytes = {0};
        reading((parquet, table) -> images(parquet, table, (row, name, image) -> {
            leftOut.set(row, image.has(sha256, limits.entryBytes()));
            bytes[0] += image.bytes() + GzippedTar.MOST_HEADER_BYTES;
        }));
        long most = bytes[0] + limits.labelFileBytes() + GzippedTar.MOST_HEADER_BYTES;
        return leftOut.isEmpty() ? Optional.empty() : Optional.of(new Rest(most, target -> write(leftOut, target)));
    }

    private void write(BitSet leftOut, Path target) throws IOException {
        GzippedTar.write(
                target,
                tar -> reading((parquet, table) -> {
                    if (!table.others().isEmpty()) {
                        try (InputStream in = new Labels(parquet, table, leftOut).open(limits.labelFileBytes())) {
                            byte[] labels = in.readAllBytes();
                            tar.add(LABELS, labels.length, new ByteArrayInputStream(labels));
                        }
                    }
                    images(parquet, table, (row, name, image) -> {
                        if (!leftOut.get(row)) {
                            tar.add(name, image.bytes(), image.open(image.bytes()));
                        }
                    });
                }));
    }

    private interface Reading {
        void read(ParquetFileReader parquet, ParquetTable table) throws IOException;
    }

    private interface Images {
        void image(int row, String name, Image image) throws IOException;
    }

    private void reading(Reading reading) {
        try (HardwoodContext threads = HardwoodContext.create(1);
                ParquetFileReader parquet = told(() -> ParquetFileReader.open(ParquetInput.of(file), threads))) {
            ParquetTable table = told(() -> checked(parquet));
            reading.read(parquet, table);
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    private ParquetTable checked(ParquetFileReader parquet) throws IOException {
        ParquetTable table = ParquetTable.of(parquet);
        try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "r")) {
            ParquetPages images = new ParquetPages(opened, Set.of(table.imageAndName()), limits.entries());
            ParquetPages labels = new ParquetPages(opened, table.read(), limits.entries());
            for (RowGroup group : parquet.getFileMetaData().rowGroups()) {
                images.require(group);
                labels.require(group);
            }
        }
        return table;
    }

    /** What the library says. It answers some damaged files with exceptions of other kinds. */
    interface Told<T> {
        T tell() throws IOException;
    }

    static <T> T told(Told<T> told) throws IOException {
        try {
            return told.tell();
        } catch (LikenessException e) {
            throw e;
        } catch (RuntimeException e) {
            Throwable first = e;
            while (first.getCause() != null) {
                first = first.getCause();
            }
            throw new IOException(first.getMessage(), e);
        }
    }

    private void images(ParquetFileReader parquet, ParquetTable table, Images images) throws IOException {
        ExpansionMeter meter = new ExpansionMeter(limits, Files.size(file));
        int first = 0;
        for (Group group : told(() -> groups(parquet))) {
            try (ColumnReaders columns = told(() -> columns(parquet, table, group))) {
                int row = first;
                while (told(columns::nextBatch)) {
                    Batch batch = told(() -> batch(columns, table));
                    for (int k = 0; k < batch.names.length; k++) {
                        Image image = batch.image(k);
                        meter.entry();
                        meter.expanded(image.bytes());
                        images.image(row, ParquetTable.fileName(row, batch.names[k]), image);
                        row++;
                    }
                }
            }
            first = Math.addExact(first, group.rows);
        }
    }

    /**
     * Rows that lie together.
     *
     * @param start of their bytes in the file
     * @param bytes how many they are
     */
    private record Group(int rows, long start, long bytes) {}

    private static List<Group> groups(ParquetFileReader parquet) {
        List<Group> groups = new ArrayList<>();
        for (RowGroup group : parquet.getFileMetaData().rowGroups()) {
            long bytes = 0;
            for (ColumnChunk chunk : group.columns()) {
                bytes += chunk.metaData().totalCompressedSize();
            }
            long start = group.columns().getFirst().chunkStartOffset();
            groups.add(new Group(Math.toIntExact(group.numRows()), start, bytes));
        }
        return groups;
    }

    /** A group is told by where it lies: readers take the groups whose middle is in a range of the file. */
    private static ColumnReaders columns(ParquetFileReader parquet, ParquetTable table, Group group) {
        return parquet.buildColumnReaders(ColumnProjection.columns(table.imageAndName()))
                .filter(RowGroupPredicate.byteRange(group.start, group.start + Math.max(1, group.bytes)))
                .batchSize(BATCH)
                .build();
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Batch(byte[] values, int[] offsets, Validity there, String[] names) {
        Image image(int row) {
            return new Image(values, offsets[row], there.isNull(row) ? -1 : offsets[row + 1] - offsets[row]);
        }
    }

    private static Batch batch(ColumnReaders columns, ParquetTable table) {
        ColumnReader images = columns.getColumnReader(table.image());
        String[] names = table.name() == null
                ? new String[columns.getRecordCount()]
                : columns.getColumnReader(table.name()).getStrings();
        return new Batch(images.getBinaryValues(), images.getBinaryOffsets(), images.getLeafValidity(), names);
    }

    private static LikenessException damaged(IOException cause) {
        return Archive.unreadable("a Parquet file that is cut off or damaged (" + cause.getMessage() + ")", cause);
    }

    /** An image among the bytes of others. */
    @SuppressWarnings("ArrayRecordComponent") // Read once, and never compared.
    private record Image(byte[] values, int offset, int length) implements ArchiveVisitor.EntryContent {
        boolean none() {
            return length < 0;
        }

        @Override
        public EntryBytes read(long mostBytes) {
            if (none()) {
                return new EntryBytes.Damaged("its row has no image");
            }
            return length > mostBytes
                    ? UnreadableEntry.longerThan(mostBytes, Integer.toString(length))
                            .asEntryBytes()
                    : new EntryBytes.Complete(Arrays.copyOfRange(values, offset, offset + length));
        }

        @Override
        public InputStream open(long mostBytes) throws UnreadableEntry {
            if (length > mostBytes) {
                throw UnreadableEntry.longerThan(mostBytes, Integer.toString(length));
            }
            return new ByteArrayInputStream(values, offset, Math.max(0, length));
        }

        @Override
        public boolean has(String sha256, long mostBytes) {
            try (InputStream in = open(mostBytes)) {
                return !none() && Copying.sha256(in).equals(sha256);
            } catch (IOException e) {
                return false;
            }
        }

        long bytes() {
            return Math.max(0, length);
        }
    }

    /** The rows' other columns; those of rows that are left out are, too. */
    private record Labels(ParquetFileReader parquet, ParquetTable table, BitSet leftOut)
            implements ArchiveVisitor.EntryContent {
        @Override
        public EntryBytes read(long mostBytes) {
            try (InputStream in = open(mostBytes)) {
                return new EntryBytes.Complete(in.readAllBytes());
            } catch (UnreadableEntry e) {
                return e.asEntryBytes();
            } catch (IOException e) {
                return new EntryBytes.Damaged(String.valueOf(e.getMessage()));
            }
        }

        @Override
        public InputStream open(long mostBytes) throws IOException {
            return new ParquetLabels(parquet, table, leftOut, mostBytes);
        }

        @Override
        public boolean has(String sha256, long mostBytes) {
            return false;
        }
    }
}
