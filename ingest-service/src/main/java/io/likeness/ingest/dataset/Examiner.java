package io.likeness.ingest.dataset;

import io.likeness.contracts.Digests;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.ImportReport.SkipReason;
import io.likeness.contracts.dataset.RefusedThumbnails;
import io.likeness.imaging.Crop;
import io.likeness.imaging.Framing;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import io.likeness.imaging.photo.Decoded;
import io.likeness.imaging.photo.DecodingMemory;
import io.likeness.imaging.photo.PhotoDecoder;
import io.likeness.imaging.photo.PhotoLimits;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Decodes, crops and resizes on its own platform threads (the work is all computing), each with a decoder of its own. Closing it
 * waits for its threads and closes the decoders.
 */
final class Examiner implements AutoCloseable {
    private static final int COLOURS = 3;

    private final FaceCutting cutting;
    private final PhotoLimits limits;
    private final PhotoLimits anySide;
    private final ExecutorService workers;
    private final Queue<PhotoDecoder> idle = new ConcurrentLinkedQueue<>();
    private final DecodingMemory memory;
    private final long leastDetail;

    /** @param leastDetail pixels that the shorter side of a photo keeps, however large it is */
    Examiner(FaceCutting cutting, PhotoLimits limits, long leastDetail, int parallelism) {
        this.cutting = cutting;
        this.limits = limits;
        this.anySide = new PhotoLimits(limits.pixels(), 1, limits.decodedBytes());
        this.memory = new DecodingMemory(limits.decodedBytes());
        this.leastDetail = leastDetail;
        this.workers = Executors.newFixedThreadPool(
                parallelism, Thread.ofPlatform().name("import-", 0).daemon().factory());
    }

    Future<Examination> submit(String source, byte[] file) {
        return workers.submit(() -> examine(source, file));
    }

    @Override
    public void close() {
        workers.shutdownNow();
        workers.close();
        idle.forEach(PhotoDecoder::close);
    }

    private Examination examine(String source, byte[] file) {
        PhotoDecoder decoder = idle.poll();
        PhotoDecoder own = decoder == null ? new PhotoDecoder(limits, memory, leastDetail) : decoder;
        try {
            return examine(own.decode(file), source, file);
        } catch (LikenessException e) {
            // The detector fails, not the photo.
            throw e;
        } catch (RuntimeException e) {
            return new Examination.Unusable(source, SkipReason.BROKEN, "cannot be framed: " + e.getMessage(), null);
        } finally {
            idle.add(own);
        }
    }

    private Examination examine(Decoded decoded, String source, byte[] file) {
        return switch (decoded) {
            case Decoded.Photo photo -> {
                try (photo) {
                    List<ImageTensor> faces = cutting.faces(photo);
                    yield faces.isEmpty()
                            ? new Examination.Unusable(
                                    source,
                                    SkipReason.NO_FACE,
                                    "no face was found, or none that is large enough",
                                    new Picture(Digests.sha256(file), small(photo)))
                            : new Examination.Usable(source, Digests.sha256(file), faces);
                }
            }
            case Decoded.Unusable unusable ->
                new Examination.Unusable(source, reason(unusable), unusable.detail(), picture(unusable, file));
        };
    }

    /** Whatever is too small for a face can be looked at. */
    private @Nullable Picture picture(Decoded.Unusable unusable, byte[] file) {
        if (unusable.reason() != Decoded.Unusable.Reason.TOO_SMALL) {
            return null;
        }
        try (PhotoDecoder decoder = new PhotoDecoder(anySide, memory, 1)) {
            return switch (decoder.decode(file)) {
                case Decoded.Photo photo -> {
                    try (photo) {
                        yield new Picture(Digests.sha256(file), small(photo));
                    }
                }
                case Decoded.Unusable neither -> null;
            };
        }
    }

    private static ImageTensor small(Decoded.Photo photo) {
        int shorter = Math.min(photo.pixels().getWidth(), photo.pixels().getHeight());
        TensorShape shape = new TensorShape(COLOURS, Math.min(RefusedThumbnails.MOST_SIDE, shorter));
        return new Framing(Crop.square(), shape).apply(photo.pixels(), photo.orientation());
    }

    private static SkipReason reason(Decoded.Unusable unusable) {
        return switch (unusable.reason()) {
            case NOT_AN_IMAGE -> SkipReason.NOT_AN_IMAGE;
            case BROKEN -> SkipReason.BROKEN;
            case TOO_SMALL -> SkipReason.TOO_SMALL;
            case TOO_LARGE -> SkipReason.TOO_LARGE;
        };
    }
}
