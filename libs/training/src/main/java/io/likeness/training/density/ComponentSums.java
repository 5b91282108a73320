package io.likeness.training.density;

import io.likeness.latents.Cholesky;

/** Weighted sums from which the next Gaussian of one component is made. For one thread. */
final class ComponentSums {
    private final double[] shift;
    private final double[] first;
    private final double[] second;
    private final double[] centred;
    private double total;

    /** @param shift a point near the component's mean: subtracting it keeps the second moments from cancelling */
    ComponentSums(double[] shift) {
        this.shift = shift;
        this.first = new double[shift.length];
        this.second = new double[Cholesky.index(shift.length, 0)];
        this.centred = new double[shift.length];
    }

    void add(float[] points, int offset, double responsibility) {
        total += responsibility;
        for (int r = 0; r < centred.length; r++) {
            centred[r] = points[offset + r] - shift[r];
        }
        for (int r = 0; r < centred.length; r++) {
            double weighted = responsibility * centred[r];
            first[r] += weighted;
            int row = Cholesky.index(r, 0);
            for (int c = 0; c <= r; c++) {
                second[row + c] += weighted * centred[c];
            }
        }
    }

    /** Adds what another, of the same shift, has summed. */
    void merge(ComponentSums other) {
        total += other.total;
        for (int r = 0; r < first.length; r++) {
            first[r] += other.first[r];
        }
        for (int i = 0; i < second.length; i++) {
            second[i] += other.second[i];
        }
    }

    double total() {
        return total;
    }

    /** @param ridge added to the diagonal, {@code double[D]} */
    Gaussian gaussian(int points, double[] ridge) {
        double[] mean = new double[shift.length];
        double[] covariance = new double[second.length];
        int next = 0;
        for (int r = 0; r < shift.length; r++) {
            mean[r] = shift[r] + first[r] / total;
            for (int c = 0; c <= r; c++) {
                covariance[next] =
                        second[next] / total - first[r] / total * (first[c] / total) + (r == c ? ridge[r] : 0);
                next++;
            }
        }
        return new Gaussian(total / points, mean, covariance);
    }
}
