package io.likeness.latents;

/**
 * Coordinates in which what is spread about a mean has mean 0 and covariance I: {@code x = L^-1 (z - m)} with {@code S = L L^T}. Immutable,
 * safe for threads.
 */
public final class Whitening {
    private final double[] mean;
    private final double[] factor;

    /**
     * @param mean {@code double[D]}
     * @param covariance lower triangle by rows, {@code double[D (D + 1) / 2]}
     */
    public Whitening(double[] mean, double[] covariance) {
        this.mean = mean.clone();
        this.factor = Cholesky.factor(covariance, mean.length);
    }

    /** x of z, {@code float[D]}. */
    public double[] whiten(float[] latent) {
        double[] white = new double[mean.length];
        int next = 0;
        for (int row = 0; row < white.length; row++) {
            double rest = latent[row] - mean[row];
            for (int column = 0; column < row; column++) {
                rest -= factor[next++] * white[column];
            }
            white[row] = rest / factor[next++];
        }
        return white;
    }

    /** z of x. */
    float[] colour(double[] white) {
        float[] latent = new float[mean.length];
        int next = 0;
        for (int row = 0; row < latent.length; row++) {
            double value = mean[row];
            for (int column = 0; column <= row; column++) {
                value += factor[next++] * white[column];
            }
            latent[row] = (float) value;
        }
        return latent;
    }
}
