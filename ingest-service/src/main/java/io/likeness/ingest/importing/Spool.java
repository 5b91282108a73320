package io.likeness.ingest.importing;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.CompanionFile;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.ingest.dataset.ImportSource;
import io.likeness.platform.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Copies uploads from the store to local disk, verified, for as long as they are read. Safe for threads. */
final class Spool {
    private static final String PREFIX = "import-";

    private final ObjectStore store;
    private final Path workFolder;
    private final Disk disk;
    private final long mostBytes;

    /** @param disk that the work folder is on */
    Spool(ObjectStore store, Path workFolder, Disk disk, long mostBytes) {
        this.store = store;
        this.workFolder = workFolder;
        this.disk = disk;
        this.mostBytes = mostBytes;
    }

    /** Deletes what an earlier process left behind. */
    void clear() {
        try {
            Files.createDirectories(workFolder);
            try (Stream<Path> left = Files.list(workFolder)) {
                for (Path folder : left.filter(Spool::spooled).toList()) {
                    delete(folder);
                }
            }
        } catch (IOException e) {
            throw disk(e);
        }
    }

    /**
     * Copies a dataset's uploads; the caller closes the result, which deletes them.
     *
     * @throws LikenessException {@code ARCHIVE_LIMIT_EXCEEDED} if one is too large or all are larger than the disk,
     *     {@code CAPACITY_EXHAUSTED} if others fill the disk, and as {@link ObjectStore} says
     */
    Spooled fetch(ImportDataset command) {
        requireSize("archive", command.archive());
        List<CompanionFile> companions = companions(command);
        companions.forEach(companion -> requireSize(companion.fileName(), companion.content()));
        Path folder = create(bytes(command, companions));
        try {
            Path archive = folder.resolve("archive");
            store.fetch(command.archive(), archive);
            return new Spooled(folder, new ImportSource(archive, fetch(companions, folder)));
        } catch (RuntimeException e) {
            deleteQuietly(folder);
            throw e;
        }
    }

    private Map<String, Path> fetch(List<CompanionFile> companions, Path folder) {
        Map<String, Path> files = new LinkedHashMap<>();
        for (CompanionFile companion : companions) {
            Path file = folder.resolve("companion-" + files.size());
            store.fetch(companion.content(), file);
            files.put(companion.fileName(), file);
        }
        return files;
    }

    private static List<CompanionFile> companions(ImportDataset command) {
        List<CompanionFile> companions = command.companions();
        return companions == null ? List.of() : companions;
    }

    private static long bytes(ImportDataset command, List<CompanionFile> companions) {
        return companions.stream()
                .map(CompanionFile::content)
                .mapToLong(ObjectReference::bytes)
                .reduce(command.archive().bytes(), Math::addExact);
    }

    private Path create(long needed) {
        try {
            Files.createDirectories(workFolder);
            requireRoom(needed);
            return Files.createTempDirectory(workFolder, PREFIX);
        } catch (IOException e) {
            throw disk(e);
        }
    }

    /** What the disk could not hold if it were empty is not worth waiting for. */
    private void requireRoom(long needed) throws IOException {
        long total = disk.total();
        if (total < needed) {
            throw new LikenessException(
                    ErrorCode.ARCHIVE_LIMIT_EXCEEDED,
                    "upload: expected at most %d bytes, the size of the disk that imports are read from, found %d"
                            .formatted(total, needed));
        }
        long free = disk.free();
        if (free < needed) {
            throw new LikenessException(
                    ErrorCode.CAPACITY_EXHAUSTED,
                    "work folder: expected %d free bytes, found %d".formatted(needed, free));
        }
    }

    private void requireSize(String field, ObjectReference upload) {
        if (upload.bytes() > mostBytes) {
            throw new LikenessException(
                    ErrorCode.ARCHIVE_LIMIT_EXCEEDED,
                    "%s: expected at most %d bytes, found %d".formatted(field, mostBytes, upload.bytes()));
        }
    }

    private static boolean spooled(Path folder) {
        return folder.toFile().getName().startsWith(PREFIX);
    }

    private static LikenessException disk(IOException cause) {
        return new LikenessException(
                ErrorCode.CAPACITY_EXHAUSTED, "work folder: cannot be used: " + cause.getMessage(), cause);
    }

    private static void deleteQuietly(Path folder) {
        try {
            delete(folder);
        } catch (IOException e) {
            // The next start clears what is left; the import itself is not at fault.
            folder.toFile().deleteOnExit();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    /** Uploads on local disk; closing deletes them. */
    record Spooled(Path folder, ImportSource source) implements AutoCloseable {
        @Override
        public void close() {
            deleteQuietly(folder);
        }
    }
}
