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
    private final long mostBytes;

    Spool(ObjectStore store, Path workFolder, long mostBytes) {
        this.store = store;
        this.workFolder = workFolder;
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
     * @throws LikenessException {@code ARCHIVE_LIMIT_EXCEEDED} if one is too large, {@code CAPACITY_EXHAUSTED} if the disk is
     *     full, and as {@link ObjectStore} says
     */
    Spooled fetch(ImportDataset command) {
        requireSize("archive", command.archive());
        List<CompanionFile> companions = companions(command);
        companions.forEach(companion -> requireSize(companion.fileName(), companion.content()));
        Path folder = create(command);
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

    private Path create(ImportDataset command) {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(workFolder), PREFIX);
            long needed = command.archive().bytes();
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < needed) {
                deleteQuietly(folder);
                throw new LikenessException(
                        ErrorCode.CAPACITY_EXHAUSTED,
                        "work folder: expected %d free bytes, found %d".formatted(needed, free));
            }
            return folder;
        } catch (IOException e) {
            throw disk(e);
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
