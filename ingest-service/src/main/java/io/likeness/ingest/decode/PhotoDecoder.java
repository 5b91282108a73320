package io.likeness.ingest.decode;

import io.likeness.contracts.dataset.ImportReport.SkipReason;
import io.likeness.ingest.decode.Decoded.Photo;
import io.likeness.ingest.decode.Decoded.Unusable;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/**
 * Decodes JPEG (CMYK too), PNG, BMP, the first frame of a GIF, and WebP, whatever the file's name says. It owns ImageIO readers
 * until it is closed. Not safe for threads: one per worker.
 */
public final class PhotoDecoder implements AutoCloseable {
    /** Of a larger photo only one is in memory at a time, whatever the number of workers. */
    private static final long LARGE_PIXELS = 4_000_000;

    private static final ReentrantLock LARGE = new ReentrantLock();

    static {
        // Files are in memory already; a cache on disk would cost each of them a temporary file.
        ImageIO.setUseCache(false);
    }

    private final PhotoLimits limits;
    private final Map<PhotoFormat, ImageReader> readers = new EnumMap<>(PhotoFormat.class);
    private @Nullable ImageReader extendedJpeg;

    public PhotoDecoder(PhotoLimits limits) {
        this.limits = limits;
    }

    /** The photo in {@code file}; never fails for what a file holds. */
    public Decoded decode(byte[] file) {
        return PhotoFormat.of(file)
                .map(format -> decode(format, file))
                .orElseGet(() -> new Unusable(
                        SkipReason.NOT_AN_IMAGE, "expected JPEG, PNG, BMP, GIF or WebP, found none of them"));
    }

    @Override
    public void close() {
        readers.values().forEach(ImageReader::dispose);
        if (extendedJpeg != null) {
            extendedJpeg.dispose();
        }
    }

    private Decoded decode(PhotoFormat format, byte[] file) {
        try {
            return decodeWhole(format, file);
        } catch (IOException | RuntimeException e) {
            // ImageIO's readers answer damaged files with exceptions of every kind.
            return new Unusable(SkipReason.BROKEN, format + " cannot be decoded: " + e.getMessage());
        }
    }

    private Decoded decodeWhole(PhotoFormat format, byte[] file) throws IOException {
        ImageReader reader = reader(format, file);
        DecodingWarnings warnings = new DecodingWarnings(format);
        try (ByteArrayImageInputStream in = new ByteArrayImageInputStream(file)) {
            reader.setInput(in, true, true);
            reader.addIIOReadWarningListener(warnings);
            long width = reader.getWidth(0);
            long height = reader.getHeight(0);
            if (width * height > limits.pixels()) {
                return new Unusable(
                        SkipReason.TOO_LARGE,
                        "expected at most %d pixels, found %d x %d".formatted(limits.pixels(), width, height));
            }
            if (Math.min(width, height) < limits.leastSide()) {
                return new Unusable(
                        SkipReason.TOO_SMALL,
                        "expected at least %1$d x %1$d pixels, found %2$d x %3$d"
                                .formatted(limits.leastSide(), width, height));
            }
            BufferedImage pixels = read(reader, width * height);
            return warnings.damage()
                    .<Decoded>map(detail -> new Unusable(SkipReason.BROKEN, format + " is damaged: " + detail))
                    .orElseGet(() -> new Photo(pixels, EmbeddedExif.orientation(format, file)));
        } finally {
            reader.reset();
        }
    }

    private static BufferedImage read(ImageReader reader, long pixels) throws IOException {
        if (pixels <= LARGE_PIXELS) {
            return reader.read(0);
        }
        LARGE.lock();
        try {
            return reader.read(0);
        } finally {
            LARGE.unlock();
        }
    }

    private ImageReader reader(PhotoFormat format, byte[] file) {
        boolean extended = format == PhotoFormat.JPEG
                && JpegHeader.of(file)
                        .filter(header -> header.components() == 4)
                        .isPresent();
        if (!extended) {
            return readers.computeIfAbsent(format, Readers::preferringJdk);
        }
        if (extendedJpeg == null) {
            extendedJpeg = Readers.extendedJpeg();
        }
        return extendedJpeg;
    }
}
