package io.likeness.generator.decoding;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.generator.GeneratorConfiguration;
import io.likeness.imaging.TensorShape;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.Semaphore;

/**
 * The part of the heap that jobs may fill at once. Batches are as large as a job's part allows; a job of images so large that one
 * takes more waits for what it needs. Safe for threads.
 */
@ApplicationScoped
public class DrawingMemory {
    /** Of a batch, bytes a value: floats as the runtime hands them over and a copy, the pixels, and a file no smaller than they are. */
    private static final long BYTES_A_VALUE = 4 + 4 + 1 + 1;

    /** Of the image whose file is being written, bytes a value: reordered, filtered, packed, and in its chunk. */
    private static final long WRITING_BYTES_A_VALUE = 6;

    /** The client's buffer for the parts of a large object. */
    private static final long UPLOAD_BYTES = 9L << 20;

    /** Of the grid of the largest job. */
    private static final int MOST_COLUMNS = (int) Math.ceil(Math.sqrt(GenerateFaces.MOST_FACES + 1));

    private static final long UNIT = 1024;

    private final int mostBatch;
    private final int batchesAhead;
    private final long jobBytes;
    private final long allBytes;
    private final Semaphore free;

    @Inject
    DrawingMemory(GeneratorConfiguration configuration) {
        this(configuration, Runtime.getRuntime().maxMemory());
    }

    /** @param heapBytes the largest heap */
    DrawingMemory(GeneratorConfiguration configuration, long heapBytes) {
        double share = Require.between("likeness.generator.heap-share", configuration.heapShare(), 0.05, 0.8);
        int processors = Runtime.getRuntime().availableProcessors();
        this.mostBatch = Require.between("likeness.generator.batch", configuration.batch(), 1, 256);
        this.batchesAhead = 1
                + Require.between(
                        "likeness.generator.threads", configuration.threads().orElse(processors), 1, 64);
        int jobs = Require.between("likeness.generator.jobs", jobs(configuration), 1, 64);
        this.allBytes = Math.min((long) (heapBytes * share), UNIT * Integer.MAX_VALUE);
        this.jobBytes = allBytes / jobs;
        this.free = new Semaphore((int) (allBytes / UNIT), true);
    }

    /** Jobs worked on at the same time. */
    public static int jobs(GeneratorConfiguration configuration) {
        return configuration.jobs().orElse(Math.min(64, 2 * Runtime.getRuntime().availableProcessors()));
    }

    /** A job's memory, for as long as it draws. */
    public record Share(int batch, int batchesAhead, int units, Semaphore free) implements AutoCloseable {
        @Override
        public void close() {
            free.release(units);
        }
    }

    /**
     * Waits for the memory of a job; the caller closes it.
     *
     * @param columns images beside each other in its grid
     * @throws LikenessException {@code INVALID_REQUEST} if it can never have so much
     */
    public Share reserve(TensorShape shape, int count, int columns) throws InterruptedException {
        int batch = batch(shape);
        int ahead = Math.min(batchesAhead, Math.ceilDiv(count, batch));
        long bytes = fixed(shape, count, columns) + ahead * batchBytes(shape, Math.min(batch, count));
        requireRoom(shape, bytes);
        int units = Math.toIntExact(Math.ceilDiv(bytes, UNIT));
        free.acquire(units);
        return new Share(batch, ahead, units, free);
    }

    /** How many images are decoded in one run. */
    int batch(TensorShape shape) {
        long rest = jobBytes
                - fixed(shape, Integer.MAX_VALUE, MOST_COLUMNS)
                - batchesAhead * WRITING_BYTES_A_VALUE * shape.size();
        return (int) Math.clamp(rest / (batchesAhead * BYTES_A_VALUE * shape.size()), 1, mostBatch);
    }

    private void requireRoom(TensorShape shape, long bytes) {
        if (Math.ceilDiv(bytes, UNIT) > allBytes / UNIT) {
            throw Require.invalid(
                    "image",
                    "a job of at most %d MiB of this generator's memory".formatted(allBytes >> 20),
                    "%d MiB for images of %d values".formatted(bytes >> 20, shape.size()));
        }
    }

    private static long fixed(TensorShape shape, int count, int columns) {
        long result = (long) count * shape.size();
        return Math.min(result, UPLOAD_BYTES) + (columns + 2L) * shape.size();
    }

    private static long batchBytes(TensorShape shape, int batch) {
        return (BYTES_A_VALUE * batch + WRITING_BYTES_A_VALUE) * shape.size();
    }
}
