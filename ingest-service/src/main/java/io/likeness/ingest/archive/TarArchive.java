package io.likeness.ingest.archive;

import io.likeness.ingest.archive.ArchiveVisitor.EntryContent;
import io.likeness.ingest.archive.EntryBytes.Complete;
import io.likeness.ingest.archive.EntryBytes.Damaged;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** A tar, compressed or not, read as the stream that it is, and on where another one was put behind its end. */
final class TarArchive implements Archive {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final byte[] ZEROS = new byte[TarCuts.RECORD];

    private final Path file;
    private final ArchiveLimits limits;
    private final @Nullable Compression compression;
    private final byte[] skipped = new byte[BUFFER_BYTES];

    TarArchive(Path file, ArchiveLimits limits, @Nullable Compression compression) {
        this.file = file;
        this.limits = limits;
        this.compression = compression;
    }

    @Override
    public void visit(ArchiveVisitor visitor) {
        walk((entry, start, content) -> {
            String name = EntryNames.harmless(entry.getName());
            if (EntryNames.junk(name)) {
                return;
            }
            if (regular(entry)) {
                visitor.file(name, content);
            } else if (entry.isLink()) {
                visitor.file(name, new HardLink(EntryNames.harmless(entry.getLinkName())));
            }
        });
    }

    @Override
    public Optional<Rest> without(String sha256) {
        TarCuts cuts = new TarCuts();
        long end = walk((entry, start, content) ->
                cuts.entry(start, regular(entry) && content.has(sha256, limits.entryBytes())));
        cuts.end(end);
        long most = end + 2 * TarCuts.RECORD;
        return cuts.isEmpty() ? Optional.empty() : Optional.of(new Rest(most, target -> write(cuts, target)));
    }

    private void write(TarCuts cuts, Path target) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                OutputStream out = output(target)) {
            cuts.copy(expanded(raw), out);
        }
    }

    /** Receives each entry, and where in the expanded archive it starts. */
    private interface Walk {
        void entry(TarArchiveEntry entry, long start, Reading content);
    }

    /** @return where the last entry ends */
    private long walk(Walk walk) {
        try (InputStream raw = Files.newInputStream(file)) {
            ExpansionMeter meter = new ExpansionMeter(limits, Files.size(file));
            return walk(new MeteredStream(expanded(raw), meter), meter, walk);
        } catch (IOException e) {
            throw Archive.unreadable("a tar that is cut off or damaged (" + e.getMessage() + ")", e);
        }
    }

    private long walk(MeteredStream metered, ExpansionMeter meter, Walk walk) throws IOException {
        long end = walk(0, metered, metered, meter, walk);
        for (Optional<byte[]> header = headerBehind(metered); header.isPresent(); header = headerBehind(metered)) {
            InputStream more = new SequenceInputStream(new ByteArrayInputStream(header.orElseThrow()), metered);
            end = walk(metered.position() - TarCuts.RECORD, more, metered, meter, walk);
        }
        return end;
    }

    /** The first header of a tar behind the end of the one before: programs that put two into one file leave the zeros between them. */
    private static Optional<byte[]> headerBehind(MeteredStream metered) throws IOException {
        byte[] record = metered.readNBytes(TarCuts.RECORD);
        while (record.length == TarCuts.RECORD && Arrays.equals(record, ZEROS)) {
            record = metered.readNBytes(TarCuts.RECORD);
        }
        return ArchiveFormat.tar(record) ? Optional.of(record) : Optional.empty();
    }

    /** No more is read than the tar: its end is two records of zeros, whatever the length of its blocks. */
    private long walk(long from, InputStream in, MeteredStream metered, ExpansionMeter meter, Walk walk)
            throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(in, TarCuts.RECORD, TarCuts.RECORD);
        long start = from;
        for (TarArchiveEntry entry = next(tar, metered); entry != null; entry = next(tar, metered)) {
            meter.entry();
            Reading reading = new Reading(tar, entry);
            walk.entry(entry, start, reading);
            reading.rethrow();
            skipRest(tar);
            start = TarCuts.endOfRecord(metered.position());
        }
        return start;
    }

    private InputStream expanded(InputStream raw) throws IOException {
        return compression == null ? new BufferedInputStream(raw, BUFFER_BYTES) : compression.expand(raw);
    }

    /** What was compressed is so again, by the one that every reader knows. */
    private OutputStream output(Path target) throws IOException {
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), BUFFER_BYTES);
        return compression == null ? out : new GZIPOutputStream(out, BUFFER_BYTES);
    }

    /** Only headers lie between the end of one file and the next entry; a name of gigabytes must not reach memory. */
    private static @Nullable TarArchiveEntry next(TarArchiveInputStream tar, MeteredStream metered) throws IOException {
        metered.expectHeaders();
        TarArchiveEntry entry = tar.getNextEntry();
        metered.expectContent();
        if (entry != null && entry.isSparse()) {
            // Its holes would expand to any size without a byte being read.
            throw new IOException("a sparse file in it");
        }
        return entry;
    }

    private static boolean regular(TarArchiveEntry entry) {
        return entry.isFile() && !entry.isSymbolicLink() && !entry.isLink() && !entry.isGlobalPaxHeader();
    }

    private void skipRest(TarArchiveInputStream tar) throws IOException {
        int read;
        do {
            read = tar.read(skipped);
        } while (read >= 0);
    }

    /** A second name of a file: a tar does not repeat what is in it, and the same image would count once in any case. */
    private record HardLink(String target) implements EntryContent {
        @Override
        public EntryBytes read(long mostBytes) {
            return unreadable().asEntryBytes();
        }

        @Override
        public InputStream open(long mostBytes) throws IOException {
            throw unreadable();
        }

        @Override
        public boolean has(String sha256, long mostBytes) {
            return false;
        }

        private UnreadableEntry unreadable() {
            return UnreadableEntry.damaged("another name of '" + target + "' (a hard link)");
        }
    }

    /** Keeps a failure of the stream, which ends the pass, apart from a file that is merely too large. */
    private static final class Reading implements EntryContent {
        private final TarArchiveInputStream tar;
        private final TarArchiveEntry entry;
        private @Nullable IOException failure;

        Reading(TarArchiveInputStream tar, TarArchiveEntry entry) {
            this.tar = tar;
            this.entry = entry;
        }

        @Override
        public EntryBytes read(long mostBytes) {
            try (InputStream in = open(mostBytes)) {
                return new Complete(in.readNBytes((int) entry.getSize()));
            } catch (UnreadableEntry e) {
                return e.asEntryBytes();
            } catch (IOException e) {
                failure = e;
                return new Damaged("the archive ends within it");
            }
        }

        @Override
        public InputStream open(long mostBytes) throws UnreadableEntry {
            if (entry.getSize() > mostBytes) {
                throw UnreadableEntry.longerThan(mostBytes, Long.toString(entry.getSize()));
            }
            return new OneFile(tar);
        }

        @Override
        public boolean has(String sha256, long mostBytes) {
            try (InputStream in = open(mostBytes)) {
                return Copying.sha256(in).equals(sha256);
            } catch (UnreadableEntry e) {
                return false;
            } catch (IOException e) {
                failure = e;
                return false;
            }
        }

        void rethrow() throws IOException {
            if (failure != null) {
                throw failure;
            }
        }
    }

    /** Ends where the file does; the archive is read on when it is closed. */
    private static final class OneFile extends FilterInputStream {
        OneFile(TarArchiveInputStream tar) {
            super(tar);
        }

        @Override
        public void close() {
            // The archive has more files.
        }
    }
}
