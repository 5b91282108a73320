package io.likeness.ingest.archive;

import io.likeness.contracts.Require;

/**
 * What one archive may cost. A limit on a single file skips that file; a limit on the whole refuses the archive.
 *
 * @param entries most entries, folders and ignored files included
 * @param totalBytes most bytes that all entries expand to
 * @param entryBytes most bytes of one image file
 * @param labelFileBytes most bytes of one label file
 * @param ratio most expanded bytes per compressed byte, of one entry and of the whole; JPEG and PNG files stay near 1, and
 *     deflate cannot exceed 1,032
 */
public record ArchiveLimits(long entries, long totalBytes, long entryBytes, long labelFileBytes, long ratio) {
    /** Arrays of Java end here. */
    private static final long LARGEST_FILE = 1L << 30;

    public ArchiveLimits {
        Require.between("limits.entries", entries, 1, Integer.MAX_VALUE);
        Require.between("limits.total-bytes", totalBytes, 1, Long.MAX_VALUE);
        Require.between("limits.entry-bytes", entryBytes, 1, LARGEST_FILE);
        Require.between("limits.label-file-bytes", labelFileBytes, 1, LARGEST_FILE);
        Require.between("limits.ratio", ratio, 1, 100_000);
    }
}
