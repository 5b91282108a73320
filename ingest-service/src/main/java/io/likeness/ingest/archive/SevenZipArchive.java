package io.likeness.ingest.archive;

import io.likeness.contracts.LikenessException;
import io.likeness.ingest.archive.ArchiveVisitor.EntryContent;
import io.likeness.ingest.archive.EntryBytes.Complete;
import io.likeness.ingest.archive.EntryBytes.Damaged;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;
import org.apache.commons.compress.PasswordRequiredException;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import org.jspecify.annotations.Nullable;

/**
 * A 7z, read from its first file to its last, as it is compressed. Volumes are read once they are joined to one file. Written again, it is a gzipped
 * tar: to compress as 7z does takes more memory than an import has.
 */
final class SevenZipArchive implements Archive {
    private static final int UNIX = 0x8000;
    private static final int FILE_TYPE = 0xf000;
    private static final int LINK = 0xa000;

    private final Path file;
    private final ArchiveLimits limits;

    SevenZipArchive(Path file, ArchiveLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    @Override
    public void visit(ArchiveVisitor visitor) {
        walk((position, entry, content) -> {
            String name = EntryNames.harmless(entry.getName());
            if (regular(entry) && !EntryNames.junk(name)) {
                visitor.file(name, content);
            }
        });
    }

    @Override
    public Optional<Rest> without(String sha256) {
        BitSet leftOut = new BitSet();
        long[] bytes = {0};
        walk((position, entry, content) -> {
            bytes[0] += entry.getSize();
            leftOut.set(position, regular(entry) && content.has(sha256, limits.entryBytes()));
        });
        long most = bytes[0] + (long) GzippedTar.MOST_HEADER_BYTES * leftOut.length();
        return leftOut.isEmpty() ? Optional.empty() : Optional.of(new Rest(most, target -> write(leftOut, target)));
    }

    private void write(BitSet leftOut, Path target) throws IOException {
        GzippedTar.write(
                target,
                tar -> walk((position, entry, content) -> {
                    if (regular(entry) && !leftOut.get(position)) {
                        try (InputStream in = content.open(entry.getSize())) {
                            tar.add(EntryNames.harmless(entry.getName()), entry.getSize(), in);
                        }
                    }
                }));
    }

    private static boolean regular(SevenZArchiveEntry entry) {
        return !entry.isDirectory() && !entry.isAntiItem() && !link(entry);
    }

    /** Programs on Unix keep a file's mode in the upper half of its attributes. */
    private static boolean link(SevenZArchiveEntry entry) {
        int attributes = entry.getHasWindowsAttributes() ? entry.getWindowsAttributes() : 0;
        return (attributes & UNIX) != 0 && (attributes >>> Short.SIZE & FILE_TYPE) == LINK;
    }

    /** Receives each entry, the first at position 0. */
    private interface Walk {
        void entry(int position, SevenZArchiveEntry entry, Content content) throws IOException;
    }

    private void walk(Walk walk) {
        try (SevenZFile archive = opened()) {
            ExpansionMeter meter = new ExpansionMeter(limits, Files.size(file));
            int position = 0;
            for (SevenZArchiveEntry entry = next(archive); entry != null; entry = next(archive)) {
                meter.entry();
                // Whatever is passed over is expanded all the same, up to the length that is told here.
                meter.expanded(entry.getSize());
                walk.entry(position++, entry, new Content(archive, entry));
            }
        } catch (PasswordRequiredException e) {
            throw Archive.unreadable("an encrypted 7z: pack it without a password", e);
        } catch (IOException e) {
            throw Archive.unreadable(
                    "a 7z that is cut off or damaged, or one of several volumes, which 'cat faces.7z.* > faces.7z' joins ("
                            + e.getMessage() + ")",
                    e);
        }
    }

    private SevenZFile opened() throws IOException {
        SevenZipHeader.requireRoom(file);
        try {
            return SevenZFile.builder()
                    .setSeekableByteChannel(Files.newByteChannel(file))
                    .setMaxMemoryLimitKiB(Compression.MOST_KIB)
                    .setUseDefaultNameForUnnamedEntries(true)
                    .get();
        } catch (RuntimeException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The library answers some damaged headers with exceptions of other kinds. */
    private static @Nullable SevenZArchiveEntry next(SevenZFile archive) throws IOException {
        try {
            return archive.getNextEntry();
        } catch (RuntimeException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private record Content(SevenZFile archive, SevenZArchiveEntry entry) implements EntryContent {
        @Override
        public EntryBytes read(long mostBytes) {
            try (InputStream in = open(mostBytes)) {
                return new Complete(in.readAllBytes());
            } catch (UnreadableEntry e) {
                return e.asEntryBytes();
            } catch (PasswordRequiredException e) {
                return new Damaged("encrypted");
            } catch (LikenessException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                return new Damaged("cannot be read from the 7z: " + e.getMessage());
            }
        }

        @Override
        public InputStream open(long mostBytes) throws UnreadableEntry {
            if (entry.getSize() > mostBytes) {
                throw UnreadableEntry.longerThan(mostBytes, Long.toString(entry.getSize()));
            }
            return new Reading(archive);
        }

        @Override
        public boolean has(String sha256, long mostBytes) {
            try (InputStream in = open(mostBytes)) {
                return Copying.sha256(in).equals(sha256);
            } catch (LikenessException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                return false;
            }
        }
    }

    /** What is left of the entry that the archive is at. */
    private static final class Reading extends InputStream {
        private final SevenZFile archive;

        Reading(SevenZFile archive) {
            this.archive = archive;
        }

        @Override
        public int read() throws IOException {
            return archive.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return length == 0 ? 0 : archive.read(buffer, offset, length);
        }
    }
}
