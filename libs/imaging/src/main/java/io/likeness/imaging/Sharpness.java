package io.likeness.imaging;

/** Variance of the Laplacian (Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy", ICPR 2000, section 2.2). */
public final class Sharpness {
    private Sharpness() {}

    /** Of a grey face, over the pixels that have four neighbours, values in [0, 1]; 0 for a plain one. */
    public static double of(ImageTensor grey) {
        int side = grey.shape().side();
        byte[] pixels = grey.shared();
        double sum = 0;
        double squares = 0;
        for (int y = 1; y < side - 1; y++) {
            for (int i = y * side + 1; i < (y + 1) * side - 1; i++) {
                int laplacian = (pixels[i - 1] & 0xff)
                        + (pixels[i + 1] & 0xff)
                        + (pixels[i - side] & 0xff)
                        + (pixels[i + side] & 0xff)
                        - 4 * (pixels[i] & 0xff);
                sum += laplacian;
                squares += (double) laplacian * laplacian;
            }
        }
        double count = (double) (side - 2) * (side - 2);
        double mean = sum / count;
        return Math.max(0, squares / count - mean * mean) / (255.0 * 255.0);
    }
}
