package io.likeness.ingest.decode;

import io.likeness.contracts.dataset.ImportReport.SkipReason;
import io.likeness.imaging.Orientation;
import java.awt.image.BufferedImage;

/** What became of a file. */
public sealed interface Decoded {
    /** A photo as it is stored, and how it is turned upright. */
    record Photo(BufferedImage pixels, Orientation orientation) implements Decoded {}

    /** No photo, and why; {@code detail} is for a person. */
    record Unusable(SkipReason reason, String detail) implements Decoded {}
}
