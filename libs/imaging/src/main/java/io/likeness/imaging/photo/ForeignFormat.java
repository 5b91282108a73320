package io.likeness.imaging.photo;

import java.util.Arrays;
import java.util.Optional;

/** Image formats that are known, but not read: no library for Java reads them. */
enum ForeignFormat {
    AVIF("AVIF", "....ftypavi[fs]"),
    HEIC("HEIC", "....ftyp(?:he[ivm][cxms]|mif1|msf1)"),
    JPEG_XL("JPEG XL", "\u00ff\n|\0\0\0\fJXL "),
    JPEG_2000("JPEG 2000", "\0\0\0\fjP  |\u00ffO\u00ffQ"),
    OPEN_EXR("OpenEXR", "v/1\u0001"),
    PHOTOSHOP("Photoshop", "8BPS"),
    SVG("SVG", "(?:<\\?xml[^>]*>\\s*)?<svg"),
    ICON("Windows icon", "\0\0\u0001\0");

    private final String title;
    private final FirstBytes start;

    ForeignFormat(String title, String start) {
        this.title = title;
        this.start = new FirstBytes(start);
    }

    /** The name under which people know the format. */
    String title() {
        return title;
    }

    static Optional<ForeignFormat> of(byte[] file) {
        return Arrays.stream(values()).filter(format -> format.start.of(file)).findFirst();
    }
}
