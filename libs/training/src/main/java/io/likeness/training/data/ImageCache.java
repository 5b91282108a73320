package io.likeness.training.data;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.TrainingConfiguration;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The images of one split, mapped from a file of raw {@code uint8[N, C, S, S]}: the page cache holds them, never the heap. Read-only and
 * safe for threads; the mapping ends with the process.
 */
public final class ImageCache {
    private static final float GREATEST_BYTE = 255f;
    /** A buffer is indexed by int; a part stays well below its limit. */
    private static final long PART_BYTES = 1L << 30;

    private final List<ByteBuffer> parts;
    private final int imagesPerPart;
    private final int count;
    private final int imageLength;
    private final LabelTable conditions;

    private ImageCache(List<ByteBuffer> parts, int imagesPerPart, int count, int imageLength, LabelTable conditions) {
        this.parts = List.copyOf(parts);
        this.imagesPerPart = imagesPerPart;
        this.count = count;
        this.imageLength = imageLength;
        this.conditions = conditions;
    }

    /**
     * Maps the file.
     *
     * @throws LikenessException {@code DATASET_UNUSABLE} if the file is not of exactly {@code count} images
     */
    public static ImageCache open(Path file, int count, TrainingConfiguration configuration) {
        return open(file, count, configuration.imageLength());
    }

    /**
     * As {@link #open(Path, int, TrainingConfiguration)}.
     *
     * @param imageLength {@code C * S * S}
     */
    public static ImageCache open(Path file, int count, int imageLength) {
        if (count == 0) {
            return new ImageCache(List.of(), 1, 0, imageLength, LabelTable.none());
        }
        long expected = (long) count * imageLength;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() != expected) {
                throw new LikenessException(
                        ErrorCode.DATASET_UNUSABLE,
                        "%s: expected %d images in %d bytes, found %d bytes"
                                .formatted(file.getFileName(), count, expected, Files.size(file)));
            }
            int imagesPerPart = (int) (PART_BYTES / imageLength);
            long partBytes = (long) imagesPerPart * imageLength;
            List<ByteBuffer> parts = new ArrayList<>();
            for (long start = 0; start < expected; start += partBytes) {
                parts.add(channel.map(MapMode.READ_ONLY, start, Math.min(partBytes, expected - start)));
            }
            return new ImageCache(parts, imagesPerPart, count, imageLength, LabelTable.none());
        } catch (IOException e) {
            throw new LikenessException(
                    ErrorCode.TRAINING_FAILED, "cannot map the image cache " + file.getFileName(), e);
        }
    }

    /** The same images with what a conditional network is told of each. */
    public ImageCache withConditions(LabelTable labels) {
        return new ImageCache(parts, imagesPerPart, count, imageLength, labels);
    }

    /** What a conditional network is told of each image; no labels for an unconditional one. */
    public LabelTable conditions() {
        return conditions;
    }

    public int count() {
        return count;
    }

    /** The images {@code order[from..to)} as {@code float[(to - from) * C * S * S]} in [0, 1], {@code x / 255}. */
    public float[] read(int[] order, int from, int to) {
        float[] images = new float[(to - from) * imageLength];
        byte[] pixels = new byte[imageLength];
        int next = 0;
        for (int i = from; i < to; i++) {
            read(order[i], pixels);
            for (byte pixel : pixels) {
                images[next++] = Byte.toUnsignedInt(pixel) / GREATEST_BYTE;
            }
        }
        return images;
    }

    /** The pixels of one image, {@code uint8[C * S * S]}. */
    void read(int image, byte[] pixels) {
        parts.get(image / imagesPerPart).get((image % imagesPerPart) * imageLength, pixels);
    }

    /** {@code wanted} images evenly spread over the cache, or all there are. */
    public float[] spread(int wanted) {
        int[] order = spreadOrder(wanted);
        return read(order, 0, order.length);
    }

    /** The indices of {@code wanted} images evenly spread over the cache, or of all there are. */
    public int[] spreadOrder(int wanted) {
        int taken = Math.min(wanted, count);
        int[] order = new int[taken];
        for (int i = 0; i < taken; i++) {
            order[i] = (int) ((long) i * count / taken);
        }
        return order;
    }
}
