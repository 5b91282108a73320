package io.likeness.ingest.dataset;

import io.likeness.contracts.dataset.ImportReport.SkipReason;
import io.likeness.imaging.ImageTensor;
import org.jspecify.annotations.Nullable;

/** What a worker found out about one file. */
sealed interface Examination {
    /** Path within the archive. */
    String source();

    /** A face of the asked shape. */
    record Usable(String source, String sha256, ImageTensor pixels) implements Examination {}

    /**
     * No face, and why.
     *
     * @param picture what can be seen of it all the same, if anything
     */
    record Unusable(
            String source,
            SkipReason reason,
            String detail,
            @Nullable Picture picture) implements Examination {}
}
