package io.likeness.imaging.photo;

import java.util.Optional;

/** The image formats that are read, told apart by their first bytes. */
enum PhotoFormat {
    JPEG("jpeg"),
    PNG("png"),
    BMP("bmp"),
    GIF("gif"),
    WEBP("webp");

    private final String imageIoName;

    PhotoFormat(String imageIoName) {
        this.imageIoName = imageIoName;
    }

    /** The name under which ImageIO knows the format. */
    String imageIoName() {
        return imageIoName;
    }

    static Optional<PhotoFormat> of(byte[] file) {
        if (at(file, 0, "\u00ff\u00d8\u00ff")) {
            return Optional.of(JPEG);
        }
        if (at(file, 0, "\u0089PNG\r\n\u001a\n")) {
            return Optional.of(PNG);
        }
        if (at(file, 0, "GIF87a") || at(file, 0, "GIF89a")) {
            return Optional.of(GIF);
        }
        if (at(file, 0, "RIFF") && at(file, 8, "WEBP")) {
            return Optional.of(WEBP);
        }
        // Two letters are few: the four reserved bytes of a bitmap's header are zero as well.
        return at(file, 0, "BM") && at(file, 6, "\0\0\0\0") ? Optional.of(BMP) : Optional.empty();
    }

    private static boolean at(byte[] file, int offset, String magic) {
        if (file.length < offset + magic.length()) {
            return false;
        }
        for (int k = 0; k < magic.length(); k++) {
            if ((file[offset + k] & 0xff) != magic.charAt(k)) {
                return false;
            }
        }
        return true;
    }
}
