package io.likeness.benchmarks.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a run.
 *
 * @param accepted pieces of work with an id from the door
 * @param ended of them, in whatever way
 * @param lost accepted and never ended
 * @param duplicated ends beyond the first, and keys that gave two pieces of work
 * @param wrong results that cannot be read, or differ from those of the same model and seed
 * @param outcomes how many of each kind ended how
 * @param complaints one line for each thing that is lost, duplicated or wrong
 */
record Verdict(
        int accepted,
        int ended,
        int lost,
        int duplicated,
        int wrong,
        Map<String, Integer> outcomes,
        List<String> complaints) {
    Verdict {
        outcomes = new TreeMap<>(outcomes);
        complaints = List.copyOf(complaints);
    }

    /** The same, and what clients were told that was not so. */
    Verdict with(List<String> wrongStates) {
        List<String> all = new ArrayList<>(complaints);
        all.addAll(wrongStates);
        return new Verdict(accepted, ended, lost, duplicated, wrong + wrongStates.size(), outcomes, all);
    }

    boolean clean() {
        return accepted > 0 && lost == 0 && duplicated == 0 && wrong == 0;
    }

    void print() {
        outcomes.forEach((outcome, count) -> System.out.printf("  %6d  %s%n", count, outcome));
        complaints.forEach(complaint -> System.out.println("  " + complaint));
        System.out.printf(
                "accepted %d, ended %d, lost %d, duplicated %d, wrong %d%n", accepted, ended, lost, duplicated, wrong);
    }
}
