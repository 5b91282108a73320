package io.likeness.benchmarks.defects;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of all versions, and of whoever drew meanwhile.
 *
 * @param champion how the version was trained that served
 * @param repeated absent where none was asked for
 * @param asked requests of the client, without a version
 * @param complaints one line for each of them that was lost, failed or was not accepted
 */
record DefectsVerdict(
        String champion, List<Planted> planted, @Nullable Repeated repeated, long asked, List<String> complaints) {
    DefectsVerdict {
        planted = List.copyOf(planted);
        complaints = List.copyOf(complaints);
    }

    boolean clean() {
        return planted.stream().allMatch(Planted::stopped)
                && (repeated == null || repeated.clean())
                && asked > 0
                && complaints.isEmpty();
    }

    void print() {
        System.out.println(champion);
        if (!planted.isEmpty()) {
            System.out.println("""
                    | Defect | Stopped | By | Samples | After | Answered | Squared error alone |
                    |---|---|---|---|---|---|---|""");
            planted.forEach(one -> System.out.println(one.row()));
        }
        if (repeated != null) {
            repeated.print();
        }
        complaints.forEach(complaint -> System.out.println("  " + complaint));
        System.out.printf("%d requests of the client, %d lost or failed%n", asked, complaints.size());
    }
}
