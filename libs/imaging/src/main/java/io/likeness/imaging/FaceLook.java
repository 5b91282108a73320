package io.likeness.imaging;

/**
 * What can be told of one face without knowing others, in grey at 64 x 64 pixels whatever its shape: so two versions that draw different shapes can be
 * compared.
 *
 * @param brightness mean of the pixels, in [0, 1]
 * @param sharpness variance of the Laplacian, as {@link Sharpness}
 */
public record FaceLook(double brightness, double sharpness) {
    private static final int SIDE = 64;
    /** Below it nothing is sharper than anything. */
    private static final double LEAST_SHARPNESS = 1e-6;

    public static FaceLook of(ImageTensor face) {
        ImageTensor grey = face.grey().resized(SIDE);
        long sum = 0;
        for (byte value : grey.shared()) {
            sum += value & 0xff;
        }
        return new FaceLook(sum / (255.0 * grey.shape().size()), Sharpness.of(grey));
    }

    /** Difference of the two brightnesses, above 0 for a brighter one. */
    public double brighterThan(FaceLook other) {
        return brightness - other.brightness;
    }

    /** Natural logarithm of the ratio of the two sharpnesses, above 0 for a sharper one. */
    public double sharperThan(FaceLook other) {
        return Math.log(Math.max(LEAST_SHARPNESS, sharpness) / Math.max(LEAST_SHARPNESS, other.sharpness));
    }
}
