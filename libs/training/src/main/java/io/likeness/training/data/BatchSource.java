package io.likeness.training.data;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.TrainingConfiguration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The training images in batches, each image once an epoch, in an order and with changes that follow from seed and epoch. A thread of its own
 * prepares the next batches while the caller trains on this one, in buffers that are used again. For one calling thread; {@link #close}
 * ends the other.
 */
public final class BatchSource implements AutoCloseable {
    /** Prepared ahead of the caller. */
    private static final int AHEAD = 2;

    private final ImageCache images;
    private final TrainingConfiguration configuration;
    private final Augmenter augmenter;
    private final byte[] pixels;
    private final float[][] buffers;
    private final float[][] labelBuffers;
    private final Deque<Future<Batch>> pending = new ArrayDeque<>();
    private final ExecutorService preparing = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("batches").daemon().factory());
    private int[] order = new int[0];
    private int epoch;
    private int nextStep;

    public BatchSource(ImageCache images, TrainingConfiguration configuration) {
        this.images = images;
        this.configuration = configuration;
        this.augmenter = new Augmenter(configuration);
        this.pixels = new byte[configuration.imageLength()];
        int longest = Math.min(configuration.batch(), images.count());
        this.buffers = new float[AHEAD + 1][longest * configuration.imageLength()];
        this.labelBuffers =
                new float[AHEAD + 1][longest * images.conditions().labels().size()];
    }

    public int stepsPerEpoch() {
        return (images.count() + configuration.batch() - 1) / configuration.batch();
    }

    /**
     * Goes to a place in the sequence of all batches.
     *
     * @param startEpoch 1-based
     * @param firstStep 0-based, within the epoch
     */
    public void start(int startEpoch, int firstStep) {
        while (!pending.isEmpty()) {
            await(pending.remove());
        }
        epoch = startEpoch;
        nextStep = firstStep;
        order = ImageOrder.shuffled(images.count(), configuration.seed(), startEpoch);
        for (int i = 0; i < AHEAD; i++) {
            prepareNext();
        }
    }

    /**
     * The next batch of the epoch.
     *
     * @throws IllegalStateException after the last one
     */
    public Batch next() {
        Future<Batch> next = pending.poll();
        if (next == null) {
            throw new IllegalStateException("expected a call of start before the next epoch's first batch");
        }
        Batch batch = await(next);
        prepareNext();
        return batch;
    }

    @Override
    public void close() {
        preparing.shutdownNow();
        preparing.close();
    }

    private void prepareNext() {
        if (nextStep < stepsPerEpoch()) {
            int step = nextStep++;
            pending.add(preparing.submit(() -> prepare(step)));
        }
    }

    /** One batch is with the caller and the others are prepared, so the buffers in turn are as many. */
    private Batch prepare(int step) {
        float[] buffer = buffers[step % buffers.length];
        float[] labels = labelBuffers[step % labelBuffers.length];
        int width = images.conditions().labels().size();
        int from = step * configuration.batch();
        int count = Math.min(configuration.batch(), order.length - from);
        for (int i = 0; i < count; i++) {
            int image = order[from + i];
            images.read(image, pixels);
            augmenter.write(pixels, epoch, image, buffer, i * pixels.length);
            images.conditions().write(image, labels, i * width);
        }
        return new Batch(buffer, labels, count);
    }

    private static Batch await(Future<Batch> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new LikenessException(ErrorCode.TRAINING_FAILED, "a batch could not be prepared", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LikenessException(ErrorCode.TRAINING_FAILED, "interrupted while a batch was prepared", e);
        }
    }
}
