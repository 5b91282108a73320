package io.likeness.imaging.photo;

import io.likeness.imaging.Orientation;
import java.awt.image.BufferedImage;

/** What became of a file. */
public sealed interface Decoded {
    /**
     * A photo as it is stored, or thinned out evenly, and how it is turned upright. Closed once its pixels are used no more, so
     * that others may fill the memory.
     */
    record Photo(BufferedImage pixels, Orientation orientation, DecodingMemory.Reservation memory)
            implements Decoded, AutoCloseable {
        @Override
        public void close() {
            memory.close();
        }
    }

    /** No photo, and why; {@code detail} is for a person. */
    record Unusable(Reason reason, String detail) implements Decoded {

        /** What is wrong with a file. */
        public enum Reason {
            NOT_AN_IMAGE,
            BROKEN,
            TOO_SMALL,
            TOO_LARGE
        }
    }
}
