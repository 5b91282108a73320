package io.likeness.training.loss;

/**
 * The structural similarity of planes {@code [S, S]} in [0, 1] (Wang, Bovik, Sheikh and Simoncelli, "Image Quality Assessment: From Error
 * Visibility to Structural Similarity", IEEE TIP 13(4), 2004, equation 13) with K1 = 0.01, K2 = 0.03 and L = 1, as a mean over the positions
 * where the whole window fits, and its gradient. For one thread.
 */
public final class StructuralSimilarity {
    private static final float C1 = 0.01f * 0.01f;
    private static final float C2 = 0.03f * 0.03f;

    private final int side;
    private final GaussianWindow window;
    private final float[] product;
    private final float[] meanXy;
    private final float[] byPixel;
    private final Plane x;
    private final Plane y;

    /** @param side S, at least that of the window */
    public StructuralSimilarity(int side) {
        this.side = side;
        this.window = new GaussianWindow(side);
        int length = window.planeLength();
        this.product = new float[length];
        this.meanXy = new float[length];
        this.byPixel = new float[length];
        this.x = new Plane();
        this.y = new Plane();
    }

    /** A plane with the window's means of it and of its square, which are the same whatever it is compared with. */
    public final class Plane {
        private final float[] values = new float[window.planeLength()];
        private final float[] mean = new float[window.planeLength()];
        private final float[] meanOfSquare = new float[window.planeLength()];

        /** Takes the plane that begins at {@code offset}. */
        public void set(float[] planes, int offset) {
            System.arraycopy(planes, offset, values, window.start(), side * side);
            window.means(values, mean);
            multiply(values, values);
            window.means(product, meanOfSquare);
        }
    }

    /** Of two planes of this object. */
    public double mean(Plane one, Plane other) {
        multiply(one.values, other.values);
        window.means(product, meanXy);
        double sum = 0;
        for (int row = 0; row < window.valid(); row++) {
            int begin = window.start() + row * side;
            for (int i = begin; i < begin + window.valid(); i++) {
                float mx = one.mean[i];
                float my = other.mean[i];
                float a1 = 2 * mx * my + C1;
                float a2 = 2 * (meanXy[i] - mx * my) + C2;
                float b1 = mx * mx + my * my + C1;
                float b2 = one.meanOfSquare[i] + other.meanOfSquare[i] - mx * mx - my * my + C2;
                sum += a1 * a2 / (b1 * b2);
            }
        }
        return sum / ((double) window.valid() * window.valid());
    }

    /** Of the planes that begin at {@code offset}. */
    double mean(float[] reconstruction, float[] target, int offset) {
        x.set(reconstruction, offset);
        y.set(target, offset);
        return mean(x, y);
    }

    /**
     * The mean, whose gradient by the reconstruction, times {@code factor}, is added to {@code gradient}. With A1 = 2 mx my + C1, A2 = 2 sxy +
     * C2, B1 = mx^2 + my^2 + C1, B2 = sx^2 + sy^2 + C2 and S = A1 A2 / (B1 B2), the derivatives by the window's means of x, x^2 and x y are
     * {@code 2 my (A2 - A1) / (B1 B2) - 2 mx S (1 / B1 - 1 / B2)}, {@code -S / B2} and {@code 2 A1 / (B1 B2)}.
     */
    double addGradient(float[] reconstruction, float[] target, int offset, float factor, float[] gradient) {
        x.set(reconstruction, offset);
        y.set(target, offset);
        multiply(x.values, y.values);
        window.means(product, meanXy);
        double sum = 0;
        for (int row = 0; row < window.valid(); row++) {
            int begin = window.start() + row * side;
            derive(begin, begin + window.valid());
            for (int i = begin; i < begin + window.valid(); i++) {
                sum += y.meanOfSquare[i];
            }
            clear(begin + window.valid(), begin + side);
        }
        clear(window.start() + window.valid() * side, window.start() + side * side);
        int start = window.start();
        window.adjoint(x.mean, byPixel);
        for (int i = 0; i < side * side; i++) {
            gradient[offset + i] += factor * byPixel[start + i];
        }
        window.adjoint(x.meanOfSquare, byPixel);
        for (int i = 0; i < side * side; i++) {
            gradient[offset + i] += factor * 2 * x.values[start + i] * byPixel[start + i];
        }
        window.adjoint(meanXy, byPixel);
        for (int i = 0; i < side * side; i++) {
            gradient[offset + i] += factor * y.values[start + i] * byPixel[start + i];
        }
        return sum / ((double) window.valid() * window.valid());
    }

    private void multiply(float[] first, float[] second) {
        int start = window.start();
        for (int i = start; i < start + side * side; i++) {
            product[i] = first[i] * second[i];
        }
    }

    /** Turns the means of x, x^2 and x y into derivatives by them, and that of y^2 into the similarity. */
    private void derive(int begin, int end) {
        float area = (float) window.valid() * window.valid();
        for (int i = begin; i < end; i++) {
            float mx = x.mean[i];
            float my = y.mean[i];
            float a1 = 2 * mx * my + C1;
            float a2 = 2 * (meanXy[i] - mx * my) + C2;
            float b1 = mx * mx + my * my + C1;
            float b2 = x.meanOfSquare[i] + y.meanOfSquare[i] - mx * mx - my * my + C2;
            float similarity = a1 * a2 / (b1 * b2);
            x.mean[i] = (2 * my * (a2 - a1) / (b1 * b2) - 2 * mx * similarity * (1 / b1 - 1 / b2)) / area;
            x.meanOfSquare[i] = -similarity / b2 / area;
            meanXy[i] = 2 * a1 / (b1 * b2) / area;
            y.meanOfSquare[i] = similarity;
        }
    }

    private void clear(int begin, int end) {
        for (int i = begin; i < end; i++) {
            x.mean[i] = 0;
            x.meanOfSquare[i] = 0;
            meanXy[i] = 0;
        }
    }
}
