package io.likeness.ingest.dataset;

import io.likeness.imaging.photo.PhotoLimits;
import io.likeness.ingest.archive.ArchiveLimits;

/** What one import may cost. */
public record ImportLimits(ArchiveLimits archive, PhotoLimits photo) {
    /** The limits of a service that is not configured otherwise. */
    public static final ImportLimits DEFAULTS = new ImportLimits(
            new ArchiveLimits(500_000, 8L << 30, 32L << 20, 64L << 20, 100),
            new PhotoLimits(25_000_000, 16, 48L << 20));
}
