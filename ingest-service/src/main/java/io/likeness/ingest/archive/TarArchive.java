package io.likeness.ingest.archive;

import io.likeness.ingest.archive.EntryBytes.Complete;
import io.likeness.ingest.archive.EntryBytes.Damaged;
import io.likeness.ingest.archive.EntryBytes.OverLimit;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** A tar, gzipped or not, read as the stream that it is. */
final class TarArchive implements Archive {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;
    private final ArchiveLimits limits;
    private final boolean gzipped;

    TarArchive(Path file, ArchiveLimits limits, boolean gzipped) {
        this.file = file;
        this.limits = limits;
        this.gzipped = gzipped;
    }

    @Override
    public void visit(ArchiveVisitor visitor) {
        try (InputStream raw = Files.newInputStream(file)) {
            ExpansionMeter meter = new ExpansionMeter(limits, Files.size(file));
            InputStream expanded =
                    gzipped ? new GZIPInputStream(raw, BUFFER_BYTES) : new BufferedInputStream(raw, BUFFER_BYTES);
            MeteredStream metered = new MeteredStream(expanded, meter);
            visit(new TarArchiveInputStream(metered), metered, meter, visitor);
        } catch (IOException e) {
            throw Archive.unreadable("a tar that is cut off or damaged (" + e.getMessage() + ")", e);
        }
    }

    private static void visit(
            TarArchiveInputStream tar, MeteredStream metered, ExpansionMeter meter, ArchiveVisitor visitor)
            throws IOException {
        for (TarArchiveEntry entry = next(tar, metered); entry != null; entry = next(tar, metered)) {
            meter.entry();
            String name = EntryNames.harmless(entry.getName());
            if (regular(entry) && !EntryNames.junk(name)) {
                Reading reading = new Reading(tar, entry);
                visitor.file(name, reading::read);
                reading.rethrow();
            }
            skipRest(tar);
        }
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

    private static void skipRest(TarArchiveInputStream tar) throws IOException {
        byte[] sink = new byte[BUFFER_BYTES];
        int read;
        do {
            read = tar.read(sink);
        } while (read >= 0);
    }

    /** Keeps a failure of the stream, which ends the pass, apart from a file that is merely too large. */
    private static final class Reading {
        private final TarArchiveInputStream tar;
        private final TarArchiveEntry entry;
        private @Nullable IOException failure;

        Reading(TarArchiveInputStream tar, TarArchiveEntry entry) {
            this.tar = tar;
            this.entry = entry;
        }

        EntryBytes read(long mostBytes) {
            if (entry.getSize() > mostBytes) {
                return new OverLimit("expected at most " + mostBytes + " bytes, found " + entry.getSize());
            }
            try {
                return new Complete(tar.readNBytes((int) entry.getSize()));
            } catch (IOException e) {
                failure = e;
                return new Damaged("the archive ends within it");
            }
        }

        void rethrow() throws IOException {
            if (failure != null) {
                throw failure;
            }
        }
    }
}
