package io.likeness.gateway.upload;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A body whose sender has to keep a pace. Only the time counts in which the sender is waited for: a store that is slow is not the
 * sender's fault. A watch of its own interrupts a read that takes too long, before the server ends the connection without an answer,
 * and one whose upload another request goes on with. For one reader at a time.
 */
final class PacedBody extends InputStream {
    private static final long ASK_NANOS = 250_000_000;

    private final InputStream body;
    private final Pace pace;
    private final BooleanSupplier wanted;
    private @Nullable Thread reader;
    private long readSince;
    private long waitedNanos;
    private long windowBytes;
    private long bytes;
    private boolean late;
    private boolean handedOver;
    private boolean closed;

    private PacedBody(InputStream body, Pace pace, BooleanSupplier wanted) {
        this.body = body;
        this.pace = pace;
        this.wanted = wanted;
    }

    /** @param wanted whether another request goes on with what this one brings, which ends it; asked four times a second */
    static PacedBody watch(InputStream body, Pace pace, BooleanSupplier wanted) {
        PacedBody paced = new PacedBody(body, pace, wanted);
        Thread.ofVirtual().name("upload-watch").start(paced::watch);
        return paced;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        int read = 0;
        try {
            begin();
            read = body.read(buffer, offset, length);
        } catch (IOException e) {
            if (!isEnded()) {
                throw new LikenessException(
                        ErrorCode.UPLOAD_BROKEN_OFF,
                        "body: expected all of it, it broke off after " + bytes + " bytes",
                        e);
            }
        } finally {
            end(Math.max(read, 0));
        }
        requireWanted();
        return read;
    }

    private synchronized void requireWanted() {
        if (handedOver) {
            throw new LikenessException(
                    ErrorCode.STATE_CONFLICT,
                    "upload: expected one request at a time to send to it, found another that waits");
        }
        if (late) {
            throw new LikenessException(
                    ErrorCode.UPLOAD_TOO_SLOW,
                    "body: expected %d bytes a second or more over %s, found fewer after %d bytes"
                            .formatted(pace.leastBytesPerSecond(), pace.window(), bytes));
        }
    }

    /** Ends the watch; the body is the server's to close. */
    @Override
    public synchronized void close() {
        closed = true;
    }

    /** What was decided while nothing was read holds for the next read, too: nobody would end that. */
    private synchronized void begin() {
        requireWanted();
        reader = Thread.currentThread();
        readSince = System.nanoTime();
    }

    private synchronized void end(int read) {
        if (reader == null) {
            return;
        }
        reader = null;
        count();
        windowBytes += read;
        bytes += read;
        if (late || handedOver) {
            // The watch's interruption was meant for this read alone.
            Thread.interrupted();
        } else {
            closeWindow();
        }
    }

    private void count() {
        long now = System.nanoTime();
        waitedNanos += now - readSince;
        readSince = now;
    }

    /** Each window stands for itself: what came in an earlier one does not excuse a silence in this one. */
    private void closeWindow() {
        if (pace.over(waitedNanos)) {
            late = pace.missedBy(windowBytes, waitedNanos);
            waitedNanos = 0;
            windowBytes = 0;
        }
    }

    private synchronized boolean isEnded() {
        return late || handedOver;
    }

    private void watch() {
        while (interruptIfLate() && !handOver()) {
            LockSupport.parkNanos(Math.min(pace.window().toNanos() / 10, ASK_NANOS));
        }
    }

    private boolean handOver() {
        if (!wanted.getAsBoolean()) {
            return false;
        }
        synchronized (this) {
            handedOver = true;
            Thread waiting = reader;
            if (waiting != null) {
                waiting.interrupt();
            }
        }
        return true;
    }

    private synchronized boolean interruptIfLate() {
        Thread waiting = reader;
        if (waiting != null) {
            count();
            closeWindow();
            if (late) {
                waiting.interrupt();
            }
        }
        return !closed && !late;
    }
}
