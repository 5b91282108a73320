package io.likeness.ingest.archive;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;

/** Counts what one pass over an archive has expanded to, and stops the pass at the limits. */
final class ExpansionMeter {
    /** Small archives of drawings may compress well without harm. */
    private static final long RATIO_FREE_BYTES = 16L << 20;

    private final ArchiveLimits limits;
    private final long archiveBytes;
    private long entries;
    private long bytes;

    ExpansionMeter(ArchiveLimits limits, long archiveBytes) {
        this.limits = limits;
        this.archiveBytes = Math.max(1, archiveBytes);
    }

    void entry() {
        entries++;
        if (entries > limits.entries()) {
            throw exceeded("at most " + limits.entries() + " entries", "more");
        }
    }

    void expanded(long count) {
        bytes += count;
        if (bytes > limits.totalBytes()) {
            throw exceeded("at most " + limits.totalBytes() + " bytes in all entries", "more");
        }
        if (bytes > RATIO_FREE_BYTES && bytes / archiveBytes >= limits.ratio()) {
            throw exceeded(
                    "at most " + limits.ratio() + " expanded bytes per byte", bytes + " bytes from " + archiveBytes);
        }
    }

    private static LikenessException exceeded(String expected, String found) {
        return new LikenessException(
                ErrorCode.ARCHIVE_LIMIT_EXCEEDED, "archive: expected %s, found %s".formatted(expected, found));
    }
}
