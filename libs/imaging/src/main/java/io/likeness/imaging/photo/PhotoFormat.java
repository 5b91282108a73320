package io.likeness.imaging.photo;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The image formats that are read, told apart by their first bytes. */
enum PhotoFormat {
    JPEG("JPEG", "jpeg", "\u00ff\u00d8\u00ff"),
    PNG("PNG", "png", "\u0089PNG\r\n\u001a\n"),
    GIF("GIF", "gif", "GIF8[79]a"),
    WEBP("WebP", "webp", "RIFF....WEBP"),
    // Two letters are few: the four reserved bytes of a bitmap's header are zero as well.
    BMP("BMP", "bmp", "BM....\0\0\0\0"),
    TIFF("TIFF", "tiff", "II\\*\0|MM\0\\*"),
    /** PBM, PGM, PPM and PAM. */
    PNM("PGM and PPM", "pnm", "P[1-7]\\s");

    private final String title;
    private final String imageIoName;
    private final FirstBytes start;

    PhotoFormat(String title, String imageIoName, String start) {
        this.title = title;
        this.imageIoName = imageIoName;
        this.start = new FirstBytes(start);
    }

    /** The name under which people know the format. */
    String title() {
        return title;
    }

    /** The name under which ImageIO knows the format. */
    String imageIoName() {
        return imageIoName;
    }

    static Optional<PhotoFormat> of(byte[] file) {
        return Arrays.stream(values()).filter(format -> format.start.of(file)).findFirst();
    }

    /** The names of all, for a sentence. */
    static String titles() {
        return Arrays.stream(values()).map(PhotoFormat::title).collect(Collectors.joining(", "));
    }
}
