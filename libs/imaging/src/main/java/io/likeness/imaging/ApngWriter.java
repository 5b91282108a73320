package io.likeness.imaging;

import java.util.List;

/**
 * Writes animated PNG files that repeat for ever, byte for byte the same for the same frames. A reader without animation shows the
 * first frame. Stateless, safe for threads. (Portable Network Graphics Specification, third edition, W3C 2025, section 11.3.6.)
 */
public final class ApngWriter {
    private ApngWriter() {}

    /**
     * The frames in their order, each replacing the one before whole.
     *
     * @throws IllegalArgumentException if there is no frame, or sizes or channels differ
     */
    public static byte[] write(List<ApngFrame> frames) {
        ApngFrame first = requireAlike(frames);
        PngChunks file = new PngChunks();
        file.header(first.width(), first.height(), first.channels());
        file.animation(frames.size());
        int sequence = 0;
        for (ApngFrame frame : frames) {
            file.frame(sequence++, frame.width(), frame.height(), frame.milliseconds());
            if (sequence == 1) {
                file.data(frame.packed());
            } else {
                file.frameData(sequence++, frame.packed());
            }
        }
        return file.finish();
    }

    private static ApngFrame requireAlike(List<ApngFrame> frames) {
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("frames: expected at least 1, found 0");
        }
        ApngFrame first = frames.getFirst();
        for (ApngFrame frame : frames) {
            if (!frame.fits(first)) {
                throw new IllegalArgumentException("frames: expected all of " + first + ", found " + frame);
            }
        }
        return first;
    }
}
