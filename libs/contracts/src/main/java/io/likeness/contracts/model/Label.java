package io.likeness.contracts.model;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

    /**
     * Values by name in {@link #scaled} form.
     *
     * @param field that carries the values, for the message
     * @param known what the model knows
     * @throws LikenessException {@code INVALID_REQUEST} for a name that is not known or a value outside the label's range
     */
    public static Map<String, Double> scaled(String field, List<Label> known, Map<String, Double> values) {
        Map<String, Double> scaled = new TreeMap<>();
        values.forEach((name, value) -> {
            Label label = known.stream()
                    .filter(candidate -> candidate.name.equals(name))
                    .findFirst()
                    .orElseThrow(() -> Require.invalid(
                            field,
                            "labels that the model knows, "
                                    + known.stream().map(Label::name).toList(),
                            "'" + name + "'"));
            scaled.put(name, label.scaled(Require.between(field + "." + name, value, label.least, label.most)));
        });
        return scaled;
    }
}
