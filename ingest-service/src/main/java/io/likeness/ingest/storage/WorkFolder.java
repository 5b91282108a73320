package io.likeness.ingest.storage;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Folders on local disk for what one piece of work reads and writes, made where there is room for it. Safe for threads. */
public final class WorkFolder {
    private final Path root;
    private final Disk disk;
    private final String prefix;

    /**
     * @param disk that the root is on
     * @param prefix of the folders' names, by which those of an earlier process are known
     */
    public WorkFolder(Path root, Disk disk, String prefix) {
        this.root = root;
        this.disk = disk;
        this.prefix = prefix;
    }

    /** Deletes what an earlier process left behind. */
    public void clear() {
        try {
            Files.createDirectories(root);
            try (Stream<Path> left = Files.list(root)) {
                for (Path folder : left.filter(this::own).toList()) {
                    delete(folder);
                }
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /**
     * A new folder, which the caller closes.
     *
     * @param needed bytes that are to be written
     * @throws LikenessException {@code ARCHIVE_LIMIT_EXCEEDED} if that is more than the disk has, {@code CAPACITY_EXHAUSTED} if others
     *     fill it
     */
    public Folder create(long needed) {
        try {
            Files.createDirectories(root);
            requireRoom(0, needed);
            return new Folder(Files.createTempDirectory(root, prefix));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** The disk failed, or is full. */
    public static LikenessException unusable(IOException cause) {
        return new LikenessException(
                ErrorCode.CAPACITY_EXHAUSTED, "work folder: cannot be used: " + cause.getMessage(), cause);
    }

    /**
     * What the disk could not hold if it were empty is not worth waiting for.
     *
     * @param held bytes that were written already
     * @param needed bytes that are to be written beside them
     * @throws LikenessException as {@link #create}
     */
    public void requireRoom(long held, long needed) throws IOException {
        long total = disk.total();
        if (total < held + needed) {
            throw new LikenessException(
                    ErrorCode.ARCHIVE_LIMIT_EXCEEDED,
                    "upload: expected at most %d bytes, the size of the disk that imports are read from, found %d"
                            .formatted(total, held + needed));
        }
        long free = disk.free();
        if (free < needed) {
            throw new LikenessException(
                    ErrorCode.CAPACITY_EXHAUSTED,
                    "work folder: expected %d free bytes, found %d".formatted(needed, free));
        }
    }

    private boolean own(Path folder) {
        return folder.toFile().getName().startsWith(prefix);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    /** Files of one piece of work; closing deletes them. */
    public record Folder(Path path) implements AutoCloseable {
        public Path file(String name) {
            return path.resolve(name);
        }

        @Override
        public void close() {
            try {
                delete(path);
            } catch (IOException e) {
                // The next start clears what is left; the work itself is not at fault.
                path.toFile().deleteOnExit();
            }
        }
    }
}
