package io.likeness.latents;

import io.likeness.contracts.Require;
import io.likeness.latents.LatentDensity.Component;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How likely a density makes latents, whatever their labels: {@code log p(z)}, the same bits on every machine. Prepares the factors once, so
 * that one object serves many latents. Immutable, safe for threads.
 */
public final class LatentLikelihood {
    private static final double LOG_TWO_PI = StrictMath.log(2 * Math.PI);

    private final int latents;
    private final @Nullable Double least;
    private final double[][] factors;
    private final double[][] whitenedMeans;
    private final double[] logNorms;

    public LatentLikelihood(LatentDensity density) {
        this.latents = density.latents();
        this.least = density.leastLogDensity();
        List<Component> components = density.components();
        this.factors = new double[components.size()][];
        this.whitenedMeans = new double[components.size()][];
        this.logNorms = new double[components.size()];
        int labels = density.labels().size();
        double @Nullable [] shared =
                density.sharedCholesky() == null ? null : marginal(density.sharedCholesky(), labels);
        for (int k = 0; k < factors.length; k++) {
            Component component = components.get(k);
            double[] own = component.cholesky();
            factors[k] = own == null && shared != null ? shared : marginal(density.cholesky(component), labels);
            double[] mean = Arrays.copyOfRange(component.mean(), labels, labels + latents);
            whitenedMeans[k] = whitened(factors[k], mean);
            logNorms[k] = StrictMath.log(component.weight()) - 0.5 * latents * LOG_TWO_PI - logRoot(factors[k]);
        }
    }

    /** {@code log p(z)} in nats. */
    public double logDensity(float[] latent) {
        Require.between("latent", latent.length, latents, latents);
        double[] point = new double[latents];
        Arrays.setAll(point, i -> latent[i]);
        double[] logs = new double[factors.length];
        double greatest = Double.NEGATIVE_INFINITY;
        double[] white = point;
        for (int k = 0; k < logs.length; k++) {
            if (k == 0 || factors[k] != factors[k - 1]) {
                white = whitened(factors[k], point);
            }
            logs[k] = logNorms[k] - 0.5 * squaredDistance(white, whitenedMeans[k]);
            greatest = Math.max(greatest, logs[k]);
        }
        double sum = 0;
        for (double log : logs) {
            sum += StrictMath.exp(log - greatest);
        }
        return greatest + StrictMath.log(sum);
    }

    /** Whether real faces reach so low a density; always, where the density does not say how low they reach. */
    public boolean isPlausible(float[] latent) {
        return least == null || logDensity(latent) >= least;
    }

    /** Factor of the covariance of the latents alone. */
    private double[] marginal(double[] factor, int labels) {
        if (labels == 0) {
            return factor;
        }
        double[] covariance = new double[Cholesky.index(latents, 0)];
        for (int r = 0; r < latents; r++) {
            for (int c = 0; c <= r; c++) {
                covariance[Cholesky.index(r, c)] = Cholesky.product(factor, labels + r, labels + c);
            }
        }
        return Cholesky.factor(covariance, latents);
    }

    /** y of {@code L y = x}. */
    private static double[] whitened(double[] factor, double[] point) {
        double[] solved = new double[point.length];
        int next = 0;
        for (int r = 0; r < point.length; r++) {
            double sum = point[r];
            for (int c = 0; c < r; c++) {
                sum -= factor[next++] * solved[c];
            }
            solved[r] = sum / factor[next++];
        }
        return solved;
    }

    private static double squaredDistance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    private double logRoot(double[] factor) {
        double sum = 0;
        for (int r = 0; r < latents; r++) {
            sum += StrictMath.log(factor[Cholesky.index(r, r)]);
        }
        return sum;
    }
}
