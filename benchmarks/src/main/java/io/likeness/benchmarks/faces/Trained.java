package io.likeness.benchmarks.faces;

import io.likeness.training.protocol.EpochReport;
import io.likeness.training.protocol.TrainingReport;

/**
 * A finished training.
 *
 * @param output folder with the model's files, in the candidate's
 * @param seconds of wall time until the weights were final: epochs of all stages and density, without evaluation, over all attempts up to the
 *     checkpoints from which they went on
 */
record Trained(String output, double seconds, TrainingReport report) {

    /** Of all processors until the last epoch's end, over all attempts. */
    double cpuSeconds() {
        return report.epochs().stream()
                .mapToDouble(EpochReport::cpuSeconds)
                .max()
                .orElse(0);
    }
}
