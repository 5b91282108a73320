package io.likeness.benchmarks.faces;

import io.likeness.contracts.Require;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a trained candidate.
 *
 * @param judge in whose features distances were measured
 * @param parameters trainable numbers
 * @param epochs of all stages
 * @param bestEpoch whose weights were measured: one before the adversarial stage where that made nothing better
 * @param seconds of wall time of the training
 * @param cpuSeconds of all processors
 * @param metrics by the names of {@link io.likeness.training.protocol.Metrics}, of the samples of this benchmark
 * @param millisecondsAlone to decode a face on one thread, one at a time
 * @param millisecondsInBatch the same, 16 at a time
 */
record Measures(
        String judge,
        long parameters,
        int epochs,
        int bestEpoch,
        double seconds,
        double cpuSeconds,
        Map<String, Double> metrics,
        double millisecondsAlone,
        double millisecondsInBatch) {
    Measures {
        metrics = Require.numbers("metrics", metrics);
    }

    @Nullable
    Double metric(String name) {
        return metrics.get(name);
    }
}
