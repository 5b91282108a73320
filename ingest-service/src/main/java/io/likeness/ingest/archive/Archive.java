package io.likeness.ingest.archive;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.compress.MemoryLimitException;
import org.jspecify.annotations.Nullable;

/**
 * An archive on local disk. Each {@link #visit} is one pass from the first file to the last, under limits of its own count.
 * Not safe for threads.
 */
public sealed interface Archive permits ZipArchive, SevenZipArchive, TarArchive, ParquetArchive {
    /**
     * Visits the regular files, without those that operating systems add ({@code __MACOSX}, {@code ._*}, {@code .DS_Store},
     * {@code Thumbs.db}).
     *
     * @throws LikenessException {@code ARCHIVE_LIMIT_EXCEEDED} as soon as a limit on the whole is passed;
     *     {@code UNSUPPORTED_ARCHIVE} if the archive is cut off or damaged beyond single files
     */
    void visit(ArchiveVisitor visitor);

    /**
     * Looks for the files of that SHA-256, whatever they are called and whether or not {@link #visit} shows them. Files that are larger than
     * an image may be are not expanded.
     *
     * @return the archive without them, empty if it holds none
     * @throws LikenessException as {@link #visit}
     * @throws IOException if the local disk fails
     */
    Optional<Rest> without(String sha256) throws IOException;

    /**
     * What is left of an archive.
     *
     * @param mostBytes that it takes once it is written
     */
    record Rest(long mostBytes, Writing writing) {
        /**
         * Writes it: what stays does so to the byte and in its order; what no reader of the archive sees goes. The same archive gives the
         * same bytes.
         *
         * @throws LikenessException {@code UNSUPPORTED_ARCHIVE} if the archive can be read, but not written again
         * @throws IOException if the local disk fails
         */
        public void write(Path target) throws IOException {
            writing.to(target);
        }
    }

    /** Writes an archive into a file. */
    @FunctionalInterface
    interface Writing {
        void to(Path target) throws IOException;
    }

    /** Whether the first bytes are those of an archive. */
    static boolean recognised(Path file) throws IOException {
        try {
            ArchiveFormat.of(file);
            return true;
        } catch (LikenessException none) {
            return false;
        }
    }

    /**
     * Recognises the format by its first bytes, a zip with something before it by its last.
     *
     * @throws LikenessException {@code UNSUPPORTED_ARCHIVE} if it is none of them
     * @throws IOException if the file cannot be read from disk
     */
    static Archive open(Path file, ArchiveLimits limits) throws IOException {
        return switch (ArchiveFormat.of(file)) {
            case ZIP -> new ZipArchive(file, limits);
            case SEVEN_ZIP -> new SevenZipArchive(file, limits);
            case PARQUET -> new ParquetArchive(file, limits);
            case TAR -> new TarArchive(file, limits, null);
            case COMPRESSED_TAR -> new TarArchive(file, limits, ArchiveFormat.compression(file));
        };
    }

    /** The refusal of an archive that cannot be read as a whole. */
    static LikenessException unreadable(String found, @Nullable IOException cause) {
        if (cause instanceof MemoryLimitException large) {
            return new LikenessException(
                    ErrorCode.ARCHIVE_LIMIT_EXCEEDED,
                    "archive: expected one that %d KiB of memory expand, found one that needs %d: pack it with a smaller dictionary, as by -md=64m"
                            .formatted(Compression.MOST_KIB, large.getMemoryNeededInKb()),
                    cause);
        }
        return new LikenessException(
                ErrorCode.UNSUPPORTED_ARCHIVE,
                "archive: expected a whole " + ArchiveFormat.EXPECTED + ", found " + found,
                cause);
    }
}
