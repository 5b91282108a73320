package io.likeness.gateway.upload;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;

/** The limits under which bodies are read: so many at a time, so long, and no slower. Safe for threads. */
@Singleton
class Intake {
    /** What an upload takes of the heap, and of the store in one call. */
    static final int PART_BYTES = 8 << 20;

    private final Jdbi jdbi;
    private final long mostBytes;
    private final Pace pace;
    private final int mostConcurrent;
    private final Semaphore places;

    Intake(Jdbi jdbi, UploadConfiguration configuration) {
        this.jdbi = jdbi;
        this.mostBytes = configuration.mostBytes().asLongValue();
        this.pace = new Pace(configuration.leastBytesPerSecond().asLongValue(), configuration.window());
        this.mostConcurrent = configuration
                .mostConcurrent()
                .orElseGet(() -> places(Runtime.getRuntime().maxMemory()));
        this.places = new Semaphore(mostConcurrent);
    }

    long mostBytes() {
        return mostBytes;
    }

    /** Refuses before a byte of it is read, naming the field that announced the length. */
    long requireLength(String field, long bytes) {
        if (bytes > mostBytes) {
            throw new LikenessException(
                    ErrorCode.UPLOAD_TOO_LARGE, field + ": expected at most " + mostBytes + " bytes, found " + bytes);
        }
        return bytes;
    }

    /** Reads a body at one of the places; see {@link #read(InputStream, BooleanSupplier, Function)}. */
    <T> T read(InputStream body, Function<InputStream, T> reading) {
        return read(body, () -> false, reading);
    }

    /**
     * Reads a body at one of the places.
     *
     * @param wanted whether another request goes on with what this one brings; asked again and again
     * @throws LikenessException {@code CAPACITY_EXHAUSTED} where there is no place, {@code DATABASE_UNAVAILABLE} before gigabytes are
     *     taken, and by the body {@code UPLOAD_TOO_SLOW}, {@code UPLOAD_BROKEN_OFF}, or {@code STATE_CONFLICT} where it is wanted
     */
    <T> T read(InputStream body, BooleanSupplier wanted, Function<InputStream, T> reading) {
        jdbi.useHandle(handle -> handle.execute("SELECT 1"));
        if (!places.tryAcquire()) {
            throw new LikenessException(
                    ErrorCode.CAPACITY_EXHAUSTED,
                    "uploads: expected at most " + mostConcurrent + " at a time, found more");
        }
        try (PacedBody paced = PacedBody.watch(body, pace, wanted)) {
            return reading.apply(paced);
        } finally {
            places.release();
        }
    }

    /** As many parts as fit into a quarter of the heap. */
    static int places(long heapBytes) {
        return (int) Math.clamp(heapBytes / 4 / PART_BYTES, 1, 100);
    }
}
