package io.likeness.ingest.archive;

/** Receives the files of an archive in the order in which they are stored. */
@FunctionalInterface
public interface ArchiveVisitor {
    /**
     * Receives one file.
     *
     * @param name path within the archive, made harmless by {@link EntryNames}
     * @param content readable until this method returns
     */
    void file(String name, EntryContent content);

    /** The bytes of one file, read only if asked for. */
    @FunctionalInterface
    interface EntryContent {
        /**
         * Reads the file; call it once at most.
         *
         * @param mostBytes a longer file is {@link EntryBytes.OverLimit}
         */
        EntryBytes read(long mostBytes);
    }
}
