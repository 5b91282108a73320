package io.likeness.synthetic;

/** From samples to pixels as a camera does it: averaged, exposed, rolled off in the highlights, with grain. */
final class Development {
    private Development() {}

    static byte[] develop(Canvas canvas, Frame frame, Scene scene) {
        byte[] rgb = new byte[3 * frame.width() * frame.height()];
        SeededStream grain = new SeededStream(scene.texture(), 31);
        double[] gain = {
            scene.exposure() * (1 + scene.warmth()), scene.exposure(), scene.exposure() * (1 - scene.warmth())
        };
        float[][] planes = {canvas.red, canvas.green, canvas.blue};
        for (int row = 0; row < frame.height(); row++) {
            for (int column = 0; column < frame.width(); column++) {
                int at = row * Canvas.SAMPLES * canvas.columns + column * Canvas.SAMPLES;
                double noise = grain.bell() * 2 * scene.grain();
                double vignette = vignette(column, row, frame);
                for (int channel = 0; channel < 3; channel++) {
                    double value = pixel(planes[channel], at, canvas.columns) * gain[channel] * vignette;
                    rgb[3 * (row * frame.width() + column) + channel] =
                            (byte) (Curve.clamp(film(value) + noise) * 255 + 0.5);
                }
            }
        }
        return rgb;
    }

    private static double pixel(float[] plane, int at, int columns) {
        return (plane[at] + plane[at + 1] + plane[at + columns] + plane[at + columns + 1]) / 4.0;
    }

    private static double vignette(int column, int row, Frame frame) {
        double x = (column + 0.5) / frame.width() - 0.5;
        double y = (row + 0.5) / frame.height() - 0.5;
        return 1 - 0.22 * (x * x + y * y);
    }

    /** Straight up to 0.7, then bending towards 1. */
    private static double film(double value) {
        if (value <= 0.7) {
            return Math.max(0, value);
        }
        double over = value - 0.7;
        return 0.7 + 0.3 * over / (over + 0.3);
    }
}
