package io.likeness.ingest.importing;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;

/** How the heap is shared out, so that an import that does not fit is refused and not the end of the process. */
final class ImportHeap {
    /**
     * What one import takes whatever it reads: 48 MiB for three open shards, 16 MiB for files read ahead, 12 MiB for images that wait for
     * their turn and the preview; 128 MiB for the dictionary of an xz or 7z and the directory of the latter, or for the pages of a Parquet file; 48 MiB for the
     * doctor, who looks at another dataset meanwhile; and 52 MiB for the service around it.
     */
    private static final long FIXED_BYTES = 304L << 20;

    /** Room for some twenty thousand files; a heap with less is a mistake. */
    private static final long LEAST_INDEX_BYTES = 1L << 20;

    private ImportHeap() {}

    /**
     * What is left for the index of an archive's files.
     *
     * @param entryBytes the largest file, which may be held one and a half times while it is read
     * @param decodedBytes most heap that images fill while they are decoded
     * @throws LikenessException if next to nothing is left
     */
    static long indexBytes(long heapBytes, long entryBytes, long decodedBytes) {
        long left = heapBytes - FIXED_BYTES - entryBytes - entryBytes / 2;
        if (decodedBytes > left - LEAST_INDEX_BYTES) {
            throw Require.invalid(
                    "limits.decoded-bytes",
                    "at most %d beside the rest of an import in a heap of %d"
                            .formatted(left - LEAST_INDEX_BYTES, heapBytes),
                    Long.toString(decodedBytes));
        }
        return left - decodedBytes;
    }
}
