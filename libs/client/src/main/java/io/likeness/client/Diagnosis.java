package io.likeness.client;

import io.likeness.contracts.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the doctor found on a dataset.
 *
 * @param images that were looked at
 * @param failure why the dataset could not be examined, absent where it was
 */
public record Diagnosis(
        long images, List<Finding> findings, @Nullable Failure failure) {
    public Diagnosis {
        findings = findings == null ? List.of() : List.copyOf(findings);
    }

    /**
     * Something that was found.
     *
     * @param kind by which it can be applied
     * @param label of which it is, absent for a finding that is of none
     * @param groups how many there are of what was found
     * @param images how many images these have in all
     */
    public record Finding(String kind, @Nullable String label, long groups, long images) {}
}
