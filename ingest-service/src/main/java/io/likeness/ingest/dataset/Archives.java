package io.likeness.ingest.dataset;

import io.likeness.contracts.LikenessException;
import io.likeness.ingest.archive.Archive;
import io.likeness.ingest.archive.ArchiveLimits;
import io.likeness.ingest.archive.ArchiveVisitor;
import io.likeness.ingest.dataset.ImportSource.Further;
import io.likeness.ingest.layout.ArchiveFolders;
import java.io.IOException;

/** The archives of an import, read one after the other as if they were one. Each has the limits of one. */
record Archives(ImportSource source, ArchiveLimits limits) {
    /**
     * Visits all their files.
     *
     * @throws LikenessException as {@link Archive}, with the name of the archive where it is not the first
     * @throws IOException if the local disk fails
     */
    void visit(ArchiveVisitor visitor) throws IOException {
        Archive.open(source.archive(), limits).visit(visitor);
        int number = 1;
        for (Further further : source.further()) {
            number++;
            visit(further, number, visitor);
        }
    }

    private void visit(Further further, int number, ArchiveVisitor visitor) throws IOException {
        try {
            Archive.open(further.file(), limits)
                    .visit((name, content) -> visitor.file(ArchiveFolders.path(number, name), content));
        } catch (LikenessException e) {
            throw new LikenessException(e.code(), further.name() + ": " + e.getMessage(), e);
        }
    }
}
