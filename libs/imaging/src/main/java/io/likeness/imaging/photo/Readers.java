package io.likeness.imaging.photo;

import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** Finds ImageIO's readers: the JDK's own, which are fast, or TwelveMonkeys', which also know CMYK, WebP and Netpbm's formats. */
final class Readers {
    private static final String JDK_PACKAGE = "com.sun.imageio.";

    private Readers() {}

    static ImageReader preferringJdk(PhotoFormat format) {
        return readers(format)
                .filter(Readers::jdk)
                .findFirst()
                .or(() -> readers(format).findFirst())
                .orElseThrow(() -> new IllegalStateException("no ImageIO reader for " + format));
    }

    static ImageReader extendedJpeg() {
        return readers(PhotoFormat.JPEG)
                .filter(reader -> !jdk(reader))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no ImageIO reader for CMYK"));
    }

    private static Stream<ImageReader> readers(PhotoFormat format) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(
                        ImageIO.getImageReadersByFormatName(format.imageIoName()), Spliterator.ORDERED),
                false);
    }

    private static boolean jdk(ImageReader reader) {
        return reader.getClass().getName().startsWith(JDK_PACKAGE);
    }
}
