package io.likeness.ingest.dataset;

import io.likeness.contracts.Require;
import io.likeness.imaging.photo.PhotoLimits;
import io.likeness.ingest.archive.ArchiveLimits;

/**
 * What one import may cost.
 *
 * @param indexBytes heap for what an import keeps of every file: what the label files say, and digests by which a file is known again
 */
public record ImportLimits(ArchiveLimits archive, PhotoLimits photo, long indexBytes) {
    /** The limits of a service that is not configured otherwise, in the heap that it is given. */
    public static final ImportLimits DEFAULTS = new ImportLimits(
            new ArchiveLimits(500_000, 8L << 30, 32L << 20, 64L << 20, 100),
            new PhotoLimits(200_000_000, 16, 48L << 20),
            24L << 20);

    public ImportLimits {
        Require.between("limits.index-bytes", indexBytes, 1, Long.MAX_VALUE);
    }
}
