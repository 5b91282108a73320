package io.likeness.training.density;

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
        int next = 0;
        for (int r = 0; r < centred.length; r++) {
            centred[r] = points[offset + r] - shift[r];
            double weighted = responsibility * centred[r];
            first[r] += weighted;
            for (int c = 0; c <= r; c++) {
                second[next++] += weighted * centred[c];
            }
        }
    }

    double total() {
        return total;
    }

    double[] mean() {
        double[] mean = new double[shift.length];
        for (int r = 0; r < mean.length; r++) {
            mean[r] = shift[r] + (total > 0 ? first[r] / total : 0);
        }
        return mean;
    }

    /** @param ridge added to the diagonal */
    Gaussian gaussian(int points, double ridge) {
        double[] covariance = new double[second.length];
        int next = 0;
        for (int r = 0; r < shift.length; r++) {
            for (int c = 0; c <= r; c++) {
                covariance[next] = second[next] / total - first[r] / total * (first[c] / total) + (r == c ? ridge : 0);
                next++;
            }
        }
        return new Gaussian(total / points, mean(), covariance);
    }
}
