package io.likeness.ingest.archive;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.ingest.archive.ArchiveVisitor.EntryContent;
import io.likeness.ingest.archive.EntryBytes.Complete;
import io.likeness.ingest.archive.EntryBytes.Damaged;
import io.likeness.ingest.layout.LabelFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * A zip, read by its central directory: files deleted from it stay deleted, and names are known without inflating. The directory is read
 * as the pass goes on and never kept.
 */
final class ZipArchive implements Archive {
    private static final int LEAST_ROOM = 32;
    private static final int FIRST_ROOM = 1 << 20;

    private final Path file;
    private final ArchiveLimits limits;

    ZipArchive(Path file, ArchiveLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    @Override
    public void visit(ArchiveVisitor visitor) {
        walk((position, entry, content) -> {
            String name = EntryNames.harmless(entry.name());
            if (entry.regular() && !EntryNames.junk(name)) {
                visitor.file(name, content);
            }
        });
    }

    @Override
    public Optional<Rest> without(String sha256) throws IOException {
        BitSet leftOut = new BitSet();
        ExpansionMeter aside = new ExpansionMeter(limits, Files.size(file));
        walk((position, entry, content) -> leftOut.set(position, entry.regular() && holds(content, aside, sha256)));
        return leftOut.isEmpty()
                ? Optional.empty()
                : Optional.of(new Rest(Files.size(file), target -> ZipCopy.write(file, leftOut, target)));
    }

    /** Only what an import expands for its images counts as it does there: an archive that one can take in is one that can be looked through. */
    private boolean holds(Content content, ExpansionMeter aside, String sha256) {
        String name = EntryNames.harmless(content.entry().name());
        if (!EntryNames.junk(name) && LabelFile.named(name).isEmpty()) {
            return content.has(sha256, limits.entryBytes());
        }
        try {
            return content.countedBy(aside).has(sha256, limits.entryBytes());
        } catch (LikenessException e) {
            if (e.code() != ErrorCode.ARCHIVE_LIMIT_EXCEEDED) {
                throw e;
            }
            return false;
        }
    }

    /** Receives each entry of the directory, the first at position 0. */
    private interface Walk {
        void entry(int position, ZipEntryRecord entry, Content content);
    }

    private void walk(Walk walk) {
        try (RandomAccessFile zip = new RandomAccessFile(file.toFile(), "r");
                ZipContents contents = new ZipContents(zip)) {
            ExpansionMeter meter = new ExpansionMeter(limits, zip.length());
            ZipDirectory directory = ZipDirectory.open(zip);
            int position = 0;
            for (ZipEntryRecord entry = directory.next(); entry != null; entry = directory.next()) {
                meter.entry();
                walk.entry(position++, entry, new Content(contents, entry, meter, limits.ratio()));
            }
        } catch (IOException e) {
            throw Archive.unreadable("a zip without a readable central directory", e);
        }
    }

    private record Content(ZipContents contents, ZipEntryRecord entry, ExpansionMeter meter, long ratio)
            implements EntryContent {
        Content countedBy(ExpansionMeter other) {
            return new Content(contents, entry, other, ratio);
        }

        @Override
        public EntryBytes read(long mostBytes) {
            try (InputStream in = open(mostBytes)) {
                return new Complete(whole(in));
            } catch (UnreadableEntry e) {
                return e.asEntryBytes();
            } catch (IOException | IllegalArgumentException e) {
                return new Damaged("cannot be read from the zip: " + e.getMessage());
            }
        }

        @Override
        public InputStream open(long mostBytes) throws IOException {
            if (entry.size() > mostBytes) {
                throw UnreadableEntry.longerThan(mostBytes, Long.toString(entry.size()));
            }
            return new CheckedEntry(contents.expand(entry), entry, mostBytes, ratio, meter);
        }

        @Override
        public boolean has(String sha256, long mostBytes) {
            try (InputStream in = open(mostBytes)) {
                return Copying.sha256(in).equals(sha256);
            } catch (IOException | IllegalArgumentException e) {
                return false;
            }
        }

        /** The size that the directory claims is made room for only once there are bytes to fill it. */
        private byte[] whole(InputStream in) throws IOException {
            byte[] content = new byte[(int) Math.clamp(entry.size(), LEAST_ROOM, FIRST_ROOM)];
            int length = in.readNBytes(content, 0, content.length);
            for (int next = in.read(); next >= 0; next = in.read()) {
                content = Arrays.copyOf(content, moreRoom(length));
                content[length] = (byte) next;
                length += 1 + in.readNBytes(content, length + 1, content.length - length - 1);
            }
            return length == content.length ? content : Arrays.copyOf(content, length);
        }

        private int moreRoom(int length) {
            return (int) (length < entry.size() ? Math.min(entry.size(), 2L * length) : 2L * length);
        }
    }
}
