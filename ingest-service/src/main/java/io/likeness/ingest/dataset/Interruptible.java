package io.likeness.ingest.dataset;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.ingest.archive.ArchiveVisitor;

/** Ends a pass at the next file once its thread is interrupted; the thread stays interrupted. */
record Interruptible(ArchiveVisitor visitor) implements ArchiveVisitor {
    static ArchiveVisitor of(ArchiveVisitor visitor) {
        return new Interruptible(visitor);
    }

    @Override
    public void file(String name, EntryContent content) {
        if (Thread.currentThread().isInterrupted()) {
            throw new LikenessException(ErrorCode.CAPACITY_EXHAUSTED, "import: interrupted");
        }
        visitor.file(name, content);
    }
}
