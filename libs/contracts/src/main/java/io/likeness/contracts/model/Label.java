package io.likeness.contracts.model;

import io.likeness.contracts.Require;

/**
 * A property by which a dataset's rows tell its images apart, and by which faces can be asked for.
 *
 * @param name as the rows carry it, such as {@code Smiling} or {@code age}
 * @param binary whether rows hold only the two bounds, {@code least} for absent and {@code most} for present
 * @param least smallest value in the training rows
 * @param most greatest value in the training rows, above {@code least}
 */
public record Label(String name, boolean binary, double least, double most) {
    public Label {
        Require.text("label.name", name);
        Require.finite("label.least", least);
        Require.finite("label.most", most);
        if (!(most > least)) {
            throw Require.invalid("label.most", "above " + least, Double.toString(most));
        }
    }

    /** The form in which densities and networks take it: {@code least} becomes -1, {@code most} 1. */
    public double scaled(double value) {
        return 2 * (value - least) / (most - least) - 1;
    }
}
