package io.likeness.ingest.doctor;

import io.likeness.contracts.dataset.DoctorReport.DoctorFindingKind;
import io.likeness.contracts.dataset.DoctorReport.MeasureSpread;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that was found in a dataset.
 *
 * @param compared images that were looked for near duplicates
 * @param measures by name
 */
record Diagnosis(int compared, Map<String, MeasureSpread> measures, List<Found> found) {
    Diagnosis {
        found = List.copyOf(found);
    }

    /**
     * One finding.
     *
     * @param label as the report has it
     * @param groups as many as there are, or none where a finding is of no certain images
     * @param images how many they are
     */
    record Found(DoctorFindingKind kind, @Nullable String label, List<Together> groups, long images) {
        Found {
            groups = List.copyOf(groups);
        }

        static Found of(DoctorFindingKind kind, List<Together> groups) {
            return new Found(
                    kind,
                    null,
                    groups,
                    groups.stream().mapToLong(group -> group.images().size()).sum());
        }
    }

    /**
     * Images that were found together.
     *
     * @param person whom they show, where that is the matter
     * @param labels in which they differ, where that is
     */
    record Together(@Nullable String person, SortedSet<String> labels, List<Integer> images) {
        Together {
            labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
            images = List.copyOf(images);
        }

        Together(List<Integer> images) {
            this(null, new TreeSet<>(), images);
        }

        /** As the report has it. */
        @Nullable
        String of() {
            return labels.isEmpty() ? person : String.join(", ", labels);
        }
    }
}
