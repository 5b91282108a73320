package io.likeness.imaging;

/** What shows through transparent pixels: mid-grey, so that a cut-out face gains no bright or dark edge. */
final class Backdrop {
    private static final int GREY = 128;

    private Backdrop() {}

    /** The opaque 0xRRGGBB of {@code packed} with {@code alpha} 0 to 255 over the backdrop. */
    static int under(int packed, int alpha) {
        if (alpha == 255) {
            return packed & 0xffffff;
        }
        return mix(packed >> 16, alpha) << 16 | mix(packed >> 8, alpha) << 8 | mix(packed, alpha);
    }

    private static int mix(int value, int alpha) {
        return ((value & 0xff) * alpha + GREY * (255 - alpha) + 127) / 255;
    }
}
