package io.likeness.ingest.archive;

import java.io.IOException;
import java.io.Serial;

/** Ends the reading of one file of an archive that itself can be read further. */
public final class UnreadableEntry extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    private final boolean overLimit;

    private UnreadableEntry(boolean overLimit, String detail) {
        super(detail);
        this.overLimit = overLimit;
    }

    static UnreadableEntry overLimit(String detail) {
        return new UnreadableEntry(true, detail);
    }

    static UnreadableEntry damaged(String detail) {
        return new UnreadableEntry(false, detail);
    }

    static UnreadableEntry longerThan(long mostBytes, String found) {
        return overLimit("expected at most " + mostBytes + " bytes, found " + found);
    }

    /** Whether the file is too large, as against damaged. */
    public boolean overLimit() {
        return overLimit;
    }

    EntryBytes asEntryBytes() {
        String detail = String.valueOf(getMessage());
        return overLimit ? new EntryBytes.OverLimit(detail) : new EntryBytes.Damaged(detail);
    }
}
