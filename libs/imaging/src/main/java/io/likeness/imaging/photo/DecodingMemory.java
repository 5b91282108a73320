package io.likeness.imaging.photo;

import java.util.concurrent.Semaphore;

/**
 * The heap that photos may fill at once, shared by all that decode: who finds too little of it free waits for its turn. Safe for
 * threads.
 */
public final class DecodingMemory {
    private static final int SHARE_BYTES = 1 << 10;

    private final long bytes;
    private final Semaphore free;

    /** @param bytes 1 KiB to 1 TiB */
    public DecodingMemory(long bytes) {
        this.bytes = bytes;
        this.free = new Semaphore(shares(bytes), true);
    }

    long bytes() {
        return bytes;
    }

    /** Waits until {@code wanted} bytes, at most {@link #bytes}, are free; the caller closes the result once. */
    Reservation reserve(long wanted) {
        int shares = shares(wanted);
        free.acquireUninterruptibly(shares);
        return new Reservation(free, shares);
    }

    private static int shares(long bytes) {
        return Math.toIntExact(Math.ceilDiv(bytes, SHARE_BYTES));
    }

    /** Bytes that a photo fills until it is closed. */
    record Reservation(Semaphore free, int shares) implements AutoCloseable {
        @Override
        public void close() {
            free.release(shares);
        }
    }
}
