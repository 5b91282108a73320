package io.likeness.imaging;

/** Grey of a packed 0xRRGGBB pixel: ITU-R BT.601 luma in 16-bit fixed point, rounded half up; grey stays as it is. */
final class Luma {
    private static final int RED = 19_595;
    private static final int GREEN = 38_470;
    private static final int BLUE = 7_471;
    private static final int HALF = 1 << 15;

    private Luma() {}

    static int of(int packed) {
        return (RED * ((packed >> 16) & 0xff) + GREEN * ((packed >> 8) & 0xff) + BLUE * (packed & 0xff) + HALF) >> 16;
    }
}
