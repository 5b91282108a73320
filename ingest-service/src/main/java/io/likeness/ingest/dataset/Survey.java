package io.likeness.ingest.dataset;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.ingest.archive.ArchiveVisitor;
import io.likeness.ingest.archive.EntryBytes;
import io.likeness.ingest.archive.UnreadableEntry;
import io.likeness.ingest.layout.CelebaTables;
import io.likeness.ingest.layout.LabelFile;
import io.likeness.ingest.layout.MaskFile;
import io.likeness.ingest.layout.NameTally;
import io.likeness.ingest.layout.OwnTable;
import io.likeness.ingest.layout.Sidecars;
import io.likeness.ingest.layout.TableFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The first pass: what the names say of the layout, and the label files. Neither names nor files are kept. */
final class Survey implements ArchiveVisitor {
    private final ImportLimits limits;
    private final NameTally names = new NameTally();
    private final CelebaTables.Builder tables;
    private final OwnTable own;
    private final Sidecars sidecars;
    private final @Nullable FaceSample sample;
    private long masks;

    private Survey(ImportLimits limits, @Nullable FaceSample sample) {
        this.limits = limits;
        this.sample = sample;
        this.tables = new CelebaTables.Builder(limits.indexBytes());
        this.own = new OwnTable(limits.indexBytes());
        this.sidecars = new Sidecars(own, names::add);
    }

    /**
     * Reads lists from beside the archives after their own label files, so that what lay beside wins.
     *
     * @param there files that the dataset has already
     * @param sample looks at the first photos
     * @throws LikenessException {@code UNSUPPORTED_ARCHIVE} for a list of which nobody knows what it says; {@code ARCHIVE_LIMIT_EXCEEDED} if the heap does not hold what an import keeps of so many files
     */
    static Survey of(Archives archives, long there, ImportLimits limits, @Nullable FaceSample sample)
            throws IOException {
        Survey survey = new Survey(limits, sample);
        archives.visit(Interruptible.of(survey));
        survey.sidecars.finish();
        for (Map.Entry<String, Path> list : archives.source().lists().entrySet()) {
            if (OwnTable.named(list.getKey())) {
                survey.addOwn(list.getKey(), list.getValue());
            } else if (!LabelFile.ofPositions(list.getKey())) {
                LabelFile kind = LabelFile.named(list.getKey()).orElseThrow(() -> unknown(list.getKey()));
                survey.addCompanion(kind, list.getKey(), list.getValue());
            }
        }
        survey.requireRoom(there);
        return survey;
    }

    NameTally names() {
        return names;
    }

    /** All that the second pass looks at. */
    long files() {
        return names.files() + masks;
    }

    CelebaTables tables() {
        return tables.build();
    }

    OwnTable own() {
        return own;
    }

    @Override
    public void file(String name, EntryContent content) {
        LabelFile kind = LabelFile.named(name).orElse(null);
        if (kind == null) {
            if (OwnTable.named(name) && taken(name, content) || sidecars.taken(name, most -> whole(content, most))) {
                return;
            }
            if (MaskFile.named(name)) {
                masks++;
            } else {
                names.add(name);
                if (sample != null) {
                    sample.offer(content, limits.archive().entryBytes());
                }
            }
            return;
        }
        read(name, content, in -> tables.add(kind, in));
    }

    private static Optional<byte[]> whole(EntryContent content, int mostBytes) {
        return content.read(mostBytes) instanceof EntryBytes.Complete file
                ? Optional.of(file.content())
                : Optional.empty();
    }

    private boolean taken(String name, EntryContent content) {
        AtomicBoolean taken = new AtomicBoolean();
        read(name, content, in -> taken.set(own.add(name, in)));
        return taken.get();
    }

    private interface Reading {
        void read(InputStream in) throws IOException;
    }

    private void read(String name, EntryContent content, Reading reading) {
        try (InputStream in = content.open(limits.archive().labelFileBytes())) {
            reading.read(in);
        } catch (UnreadableEntry e) {
            ErrorCode code = e.overLimit() ? ErrorCode.ARCHIVE_LIMIT_EXCEEDED : ErrorCode.UNSUPPORTED_ARCHIVE;
            throw new LikenessException(code, name + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new LikenessException(ErrorCode.UNSUPPORTED_ARCHIVE, name + ": " + e.getMessage(), e);
        }
    }

    private void addCompanion(LabelFile kind, String name, Path file) throws IOException {
        requireSize(name, file);
        try (InputStream in = Files.newInputStream(file)) {
            tables.add(kind, in);
        }
    }

    private void addOwn(String name, Path file) throws IOException {
        requireSize(name, file);
        try (InputStream in = Files.newInputStream(file)) {
            if (!own.add(name, in)) {
                throw new LikenessException(
                        ErrorCode.UNSUPPORTED_ARCHIVE,
                        name + ": expected a column that names the image, " + TableFile.columns() + ", found none");
            }
        }
    }

    private void requireSize(String name, Path file) throws IOException {
        long bytes = Files.size(file);
        if (bytes > limits.archive().labelFileBytes()) {
            throw limit("%s: expected at most %d bytes, found %d"
                    .formatted(name, limits.archive().labelFileBytes(), bytes));
        }
    }

    private void requireRoom(long there) {
        long room = (limits.indexBytes() - tables.build().bytes() - own.bytes()) / SeenFiles.BYTES_PER_FILE;
        if (names.files() > room - there) {
            throw limit("archive: expected at most %d files, for which the heap has room beside the labels%s, found %d"
                    .formatted(
                            Math.max(0, room - there),
                            there == 0 ? "" : " and the %d files to which they are added".formatted(there),
                            names.files()));
        }
    }

    private static LikenessException unknown(String companion) {
        return new LikenessException(
                ErrorCode.UNSUPPORTED_ARCHIVE,
                "companion: expected one named %s, or .csv instead of .txt, or one of %s, or another archive, found '%s'"
                        .formatted(
                                Arrays.stream(LabelFile.values())
                                        .map(LabelFile::fileName)
                                        .collect(Collectors.joining(", ")),
                                OwnTable.names(),
                                companion));
    }

    private static LikenessException limit(String message) {
        return new LikenessException(ErrorCode.ARCHIVE_LIMIT_EXCEEDED, message);
    }
}
