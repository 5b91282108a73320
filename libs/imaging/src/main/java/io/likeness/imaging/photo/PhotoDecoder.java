package io.likeness.imaging.photo;

import io.likeness.imaging.Orientation;
import io.likeness.imaging.photo.Decoded.Photo;
import io.likeness.imaging.photo.Decoded.Unusable;
import io.likeness.imaging.photo.Decoded.Unusable.Reason;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/**
 * Decodes JPEG (CMYK too), PNG, BMP, the first frame of a GIF, WebP, the first page of a TIFF, and Netpbm's formats, whatever the
 * file's name says. It owns ImageIO readers until it is closed. Not safe for threads: one per worker.
 */
public final class PhotoDecoder implements AutoCloseable {
    static {
        // Files are in memory already; a cache on disk would cost each of them a temporary file.
        ImageIO.setUseCache(false);
    }

    /** Of a JPEG in several scans libjpeg keeps up to six bytes a pixel, thinned out or not, and outside the heap. */
    private static final long MOST_HELD_PIXELS = 25_000_000;

    /** Photos that are decoded at a time, however large they are. */
    private static final int AT_ONCE = 2;

    /** Pixels of the shorter side with which a photo shows each face that is found on it: the smallest has two hundredths of the longer side. */
    private static final long ENOUGH = 1_200;

    private final PhotoLimits limits;
    private final DecodingMemory memory;
    private final long leastDetail;
    private final Map<PhotoFormat, ImageReader> readers = new EnumMap<>(PhotoFormat.class);
    private @Nullable ImageReader extendedJpeg;

    /**
     * @param memory shared with the other decoders
     * @param leastDetail pixels that the shorter side keeps of a photo that is thinned out because it would take too much memory
     */
    public PhotoDecoder(PhotoLimits limits, DecodingMemory memory, long leastDetail) {
        this.limits = limits;
        this.memory = memory;
        this.leastDetail = leastDetail;
    }

    /** The photo in {@code file}, which the caller closes; never fails for what a file holds. */
    public Decoded decode(byte[] file) {
        return PhotoFormat.of(file).map(format -> decode(format, file)).orElseGet(() -> notRead(file));
    }

    /** The name of the image format that a file begins as, read or not; absent where it is none. */
    public static Optional<String> formatOf(byte[] file) {
        return PhotoFormat.of(file)
                .map(PhotoFormat::title)
                .or(() -> ForeignFormat.of(file).map(ForeignFormat::title));
    }

    @Override
    public void close() {
        readers.values().forEach(ImageReader::dispose);
        if (extendedJpeg != null) {
            extendedJpeg.dispose();
        }
    }

    private static Unusable notRead(byte[] file) {
        String found = ForeignFormat.of(file)
                .map(format -> format.title() + ": convert it to JPEG or PNG")
                .orElse("none of them");
        return new Unusable(Reason.NOT_AN_IMAGE, "expected " + PhotoFormat.titles() + ", found " + found);
    }

    private Decoded decode(PhotoFormat format, byte[] file) {
        byte[] tidy = Tidying.tidied(format, file);
        try {
            return decodeWhole(format, tidy);
        } catch (IOException | RuntimeException e) {
            // ImageIO's readers answer damaged files with exceptions of every kind.
            return Tidying.withoutProfile(format, tidy)
                    .map(plain -> decode(format, plain))
                    .orElseGet(() ->
                            new Unusable(Reason.BROKEN, format.title() + " cannot be decoded: " + e.getMessage()));
        }
    }

    private Decoded decodeWhole(PhotoFormat format, byte[] file) throws IOException {
        ImageReader reader = reader(format, file);
        DecodingWarnings warnings = new DecodingWarnings();
        try (ByteArrayImageInputStream in = new ByteArrayImageInputStream(file)) {
            reader.setInput(in, true, true);
            reader.addIIOReadWarningListener(warnings);
            long width = reader.getWidth(0);
            long height = reader.getHeight(0);
            if (WithinOthers.jpeg(format, file)) {
                return new Unusable(
                        Reason.NOT_AN_IMAGE,
                        "expected pixels of its own, found a JPEG within a " + format.title()
                                + ": convert it to JPEG or PNG");
            }
            long most = mostPixels(format, file);
            if (width * height > most) {
                return new Unusable(
                        Reason.TOO_LARGE, "expected at most %d pixels, found %d x %d".formatted(most, width, height));
            }
            if (Math.min(width, height) < limits.leastSide()) {
                return new Unusable(
                        Reason.TOO_SMALL,
                        "expected at least %1$d x %1$d pixels, found %2$d x %3$d"
                                .formatted(limits.leastSide(), width, height));
            }
            DecodingPlan plan = plan(format, reader);
            if (plan.bytes() > memory.bytes()) {
                return new Unusable(
                        Reason.TOO_LARGE,
                        "expected at most %d bytes of memory while it is decoded, found a need for %d"
                                .formatted(memory.bytes(), plan.bytes()));
            }
            return read(reader, plan, warnings, EmbeddedExif.orientation(format, file));
        } finally {
            reader.reset();
        }
    }

    /** Where enough is left of it, a photo is thinned out so that another can be decoded beside it; or else as far as it must be. */
    private DecodingPlan plan(PhotoFormat format, ImageReader reader) throws IOException {
        long share = memory.bytes() / AT_ONCE;
        DecodingPlan shared = DecodingPlan.of(format, reader, share, Math.max(leastDetail, ENOUGH));
        return shared.bytes() <= share ? shared : DecodingPlan.of(format, reader, memory.bytes(), leastDetail);
    }

    private long mostPixels(PhotoFormat format, byte[] file) {
        boolean heldWhole = format == PhotoFormat.JPEG
                && JpegHeader.of(file).filter(JpegHeader::heldWhole).isPresent();
        return heldWhole ? Math.min(MOST_HELD_PIXELS, limits.pixels()) : limits.pixels();
    }

    private Decoded read(ImageReader reader, DecodingPlan plan, DecodingWarnings warnings, Orientation orientation)
            throws IOException {
        ImageReadParam thinning = reader.getDefaultReadParam();
        int centre = (plan.period() - 1) / 2;
        thinning.setSourceSubsampling(plan.period(), plan.period(), centre, centre);
        DecodingMemory.Reservation reserved = memory.reserve(plan.bytes());
        boolean whole = false;
        try {
            BufferedImage pixels = reader.read(0, thinning);
            whole = warnings.damage().isEmpty();
            return whole
                    ? new Photo(pixels, orientation, reserved)
                    : new Unusable(
                            Reason.BROKEN,
                            "the file is damaged: " + warnings.damage().orElse(""));
        } finally {
            if (!whole) {
                reserved.close();
            }
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
