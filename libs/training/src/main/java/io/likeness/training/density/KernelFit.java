package io.likeness.training.density;

import io.likeness.latents.LatentDensity;
import io.likeness.latents.LatentDensity.Component;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A kernel estimate: equal Gaussians about some of the points. Their covariance is h^2 S with S that of all points, and the centres are drawn
 * towards the mean by {@code sqrt(1 - h^2)}, so that the sum has mean and covariance of the points for any h (West, "Approximating Posterior
 * Distributions by Mixtures", J. R. Statist. Soc. B 55(2), 1993, section 3): without it, samples in many dimensions scatter too far.
 */
final class KernelFit {
    /** With 168 numbers each, 1.7 MB of JSON. */
    static final int MOST_CENTRES = 512;

    /** From nearly the points themselves to nearly one Gaussian. */
    static final List<Double> BANDWIDTHS = List.of(0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);

    private KernelFit() {}

    /**
     * The estimate with one bandwidth.
     *
     * @param gaussian one component with mean and covariance of all points
     * @param joint the points, labels first; the centres lie evenly spread among them
     * @param bandwidth h
     */
    static LatentDensity fit(LatentDensity gaussian, Points joint, double bandwidth) {
        Component whole = gaussian.components().getFirst();
        int centres = Math.min(MOST_CENTRES, joint.count());
        double kept = Math.sqrt(1 - bandwidth * bandwidth);
        List<Component> components = new ArrayList<>();
        for (int k = 0; k < centres; k++) {
            int start = (int) ((long) k * joint.count() / centres) * joint.dimension();
            double[] mean = new double[joint.dimension()];
            Arrays.setAll(mean, d -> whole.mean()[d] + kept * (joint.values()[start + d] - whole.mean()[d]));
            components.add(new Component(1.0 / centres, mean));
        }
        double[] factor = Arrays.stream(gaussian.cholesky(whole))
                .map(value -> bandwidth * value)
                .toArray();
        return LatentDensity.ofKernels(gaussian.latents(), gaussian.labels(), components, factor);
    }
}
