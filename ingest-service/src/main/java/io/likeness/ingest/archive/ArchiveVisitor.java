package io.likeness.ingest.archive;

import java.io.IOException;
import java.io.InputStream;

/** Receives the files of an archive in the order in which it lists them. */
@FunctionalInterface
public interface ArchiveVisitor {
    /**
     * Receives one file.
     *
     * @param name path within the archive, made harmless by {@link EntryNames}
     * @param content readable until this method returns
     */
    void file(String name, EntryContent content);

    /** The bytes of one file, read only if asked for, and once at most. */
    interface EntryContent {
        /**
         * Reads the file whole.
         *
         * @param mostBytes a longer file is {@link EntryBytes.OverLimit}
         */
        EntryBytes read(long mostBytes);

        /**
         * Opens the file as a stream, for what is not to be held whole. The caller closes it.
         *
         * @param mostBytes reading on in a longer file throws an {@link UnreadableEntry}
         * @throws IOException here or while reading, if the file cannot be read to its end
         */
        InputStream open(long mostBytes) throws IOException;

        /**
         * Whether the file has that SHA-256; read as a stream. One that cannot be read has none.
         *
         * @param mostBytes nor has a longer one, which is not read
         */
        boolean has(String sha256, long mostBytes);
    }
}
