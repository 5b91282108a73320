package io.likeness.imaging;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An animated PNG file whose frames are written as they come: the bytes of {@link ApngWriter} with the memory of one frame. Confined to a
 * thread; whoever opened it closes it.
 */
public final class ApngFile implements Closeable {
    private final int frames;
    private final PngChunks chunks = new PngChunks();
    private final OutputStream file;
    private @Nullable ApngFrame first;
    private int added;
    private int sequence;

    /**
     * Creates the file.
     *
     * @param frames how many there will be, 1 or more
     */
    public ApngFile(Path target, int frames) throws IOException {
        if (frames < 1) {
            throw new IllegalArgumentException("frames: expected at least 1, found " + frames);
        }
        this.frames = frames;
        this.file = Files.newOutputStream(target);
    }

    /**
     * Adds the next frame, which replaces the one before whole.
     *
     * @throws IllegalArgumentException if its size or channels differ, or it is one more than there were to be
     */
    public void add(ApngFrame frame) throws IOException {
        requireFitting(frame);
        if (added == 0) {
            first = frame;
            chunks.header(frame.width(), frame.height(), frame.channels());
            chunks.animation(frames);
        }
        chunks.frame(sequence++, frame.width(), frame.height(), frame.milliseconds());
        if (added == 0) {
            chunks.data(frame.packed());
        } else {
            chunks.frameData(sequence++, frame.packed());
        }
        added++;
        chunks.moveTo(file);
    }

    /**
     * Completes the file.
     *
     * @throws IllegalStateException if frames are missing
     */
    public void finish() throws IOException {
        if (added != frames) {
            throw new IllegalStateException("frames: expected " + frames + ", found " + added);
        }
        chunks.end();
        chunks.moveTo(file);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void requireFitting(ApngFrame frame) {
        if (added == frames) {
            throw new IllegalArgumentException("frames: expected " + frames + ", found one more");
        }
        ApngFrame known = first;
        if (known != null && !frame.fits(known)) {
            throw new IllegalArgumentException("frames: expected all of " + known + ", found " + frame);
        }
    }
}
