package io.likeness.ingest.dataset;

import io.likeness.contracts.dataset.ImportReport.SkipReason;
import io.likeness.imaging.ImageTensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a worker found out about one file. */
sealed interface Examination {
    /** Path within the archive. */
    String source();

    /** Faces of the asked shape, at least one. */
    record Usable(String source, String sha256, List<ImageTensor> faces) implements Examination {
        public Usable {
            faces = List.copyOf(faces);
        }
    }

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
