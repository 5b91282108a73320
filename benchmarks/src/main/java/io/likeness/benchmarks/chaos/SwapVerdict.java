package io.likeness.benchmarks.chaos;

import java.util.List;

/**
 * What came of swaps under load.
 *
 * @param swaps promotions and rollbacks
 * @param kills of a generator
 * @param accepted generations
 * @param lost accepted and never ended
 * @param failed ended without faces
 * @param duplicated ends beyond the first
 * @param mixed answers with pictures of more than one version, or of another than they name
 * @param unnamed answers that do not name their version
 * @param quietP99Milliseconds 99th percentile, from acceptance to end, of generations that began in the second after no swap; no generator had been killed
 * @param swapP99Milliseconds the same of those that began in the second after a swap
 * @param latestTakenBackMilliseconds the latest that a face was begun with a version after that had been taken back
 * @param complaints one line for each thing that is not as it should be
 */
record SwapVerdict(
        int swaps,
        int kills,
        int accepted,
        int lost,
        int failed,
        long duplicated,
        int mixed,
        int unnamed,
        double quietP99Milliseconds,
        double swapP99Milliseconds,
        double latestTakenBackMilliseconds,
        List<String> complaints) {
    SwapVerdict {
        complaints = List.copyOf(complaints);
    }

    boolean clean() {
        return accepted > 0 && lost == 0 && failed == 0 && duplicated == 0 && mixed == 0 && unnamed == 0;
    }

    double ratio() {
        return swapP99Milliseconds / quietP99Milliseconds;
    }

    void print() {
        complaints.forEach(complaint -> System.out.println("  " + complaint));
        System.out.printf(
                "%d swaps, %d generators killed: %d accepted, %d lost, %d failed, %d duplicated, %d of mixed versions, %d without their version%n",
                swaps, kills, accepted, lost, failed, duplicated, mixed, unnamed);
        System.out.printf(
                "99th percentile: %.0f ms, %.0f ms in the second after a swap (%.2f times); the last face of a version that was taken back began %.0f ms after that%n",
                quietP99Milliseconds, swapP99Milliseconds, ratio(), latestTakenBackMilliseconds);
    }
}
