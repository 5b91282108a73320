package io.likeness.ingest.layout;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.ImportReport.LabelFileUse;
import io.likeness.contracts.dataset.Split;
import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What CelebA's text files say, by image number, in a few bytes each: the whole of CelebA has two hundred thousand images with forty
 * attributes. Built by {@link Builder}, then only read.
 */
public final class CelebaTables {
    private final AttributeTable attributes = new AttributeTable();
    private final PartitionTable partition = new PartitionTable();
    private final IdentityTable identities = new IdentityTable();

    private CelebaTables() {}

    /** Heap that the tables fill. */
    public long bytes() {
        return attributes.bytes() + partition.bytes() + identities.bytes();
    }

    List<String> attributes() {
        return attributes.names();
    }

    boolean empty() {
        return attributes.empty() && partition.empty() && identities.empty();
    }

    Subject describe(int number) {
        return new Subject(identities.find(number), attributes.labels(number), partition.find(number));
    }

    /**
     * How the tables that are not empty and the images met.
     *
     * @param images of which the tables are asked; none where the archive is laid out otherwise
     * @param files all that the archive has
     */
    public List<LabelFileUse> uses(BitSet images, long files) {
        return Stream.of(
                        use(LabelFile.ATTRIBUTES, attributes.numbers(), images, files),
                        use(LabelFile.PARTITION, partition.numbers(), images, files),
                        use(LabelFile.IDENTITY, identities.numbers(), images, files))
                .filter(use -> use.rows() > 0)
                .toList();
    }

    private static LabelFileUse use(LabelFile file, BitSet rows, BitSet images, long files) {
        int all = rows.cardinality();
        rows.and(images);
        int met = rows.cardinality();
        return new LabelFileUse(file.fileName(), all, all - met, files - met, List.of());
    }

    /** Who is on the given images. */
    People people(BitSet numbers) {
        People.Tally people = new People.Tally();
        numbers.stream().mapToObj(identities::find).filter(Objects::nonNull).forEach(people::meet);
        return people.people();
    }

    /** The parts of the authors' split that the given images are in. */
    Set<Split> splits(BitSet numbers) {
        Set<Split> splits = EnumSet.noneOf(Split.class);
        numbers.stream().mapToObj(partition::find).forEach(split -> {
            if (split != null) {
                splits.add(split);
            }
        });
        return splits;
    }

    /** Collects the files in any order. Not safe for threads. */
    public static final class Builder {
        private final long mostBytes;
        private final CelebaTables tables = new CelebaTables();

        /** @param mostBytes heap that the tables may fill */
        public Builder(long mostBytes) {
            this.mostBytes = mostBytes;
        }

        /**
         * Adds one file; rows of the same image replace what another file of that kind said. The caller closes the stream.
         *
         * @throws LikenessException {@code UNSUPPORTED_ARCHIVE} naming the line that is not as CelebA has it;
         *     {@code ARCHIVE_LIMIT_EXCEEDED} if the tables outgrow their share of the heap
         * @throws IOException if the stream fails
         */
        public void add(LabelFile kind, InputStream content) throws IOException {
            LabelRows rows =
                    new LabelRows(kind, new LabelLines(kind.name().toLowerCase(Locale.ROOT) + " file", content));
            for (LabelRows.Row row = rows.next(); row != null; row = rows.next()) {
                switch (row) {
                    case LabelRows.Attributes found -> add(rows.columns(), found);
                    case LabelRows.Part found -> tables.partition.put(found.number(), found.split());
                    case LabelRows.Identity found -> tables.identities.put(found.number(), found.name());
                }
                if (tables.bytes() > mostBytes) {
                    throw tooLarge(kind);
                }
            }
        }

        public CelebaTables build() {
            return tables;
        }

        private void add(List<String> columns, LabelRows.Attributes row) {
            tables.attributes.begin(columns);
            if (tables.attributes.bitsWithAnother() > Integer.MAX_VALUE) {
                throw tooLarge(LabelFile.ATTRIBUTES);
            }
            tables.attributes.put(row.number(), row.positive());
        }

        private LikenessException tooLarge(LabelFile kind) {
            return new LikenessException(
                    ErrorCode.ARCHIVE_LIMIT_EXCEEDED,
                    "%s: expected label files that fill at most %d bytes of heap, found more"
                            .formatted(kind.fileName(), mostBytes));
        }
    }
}
