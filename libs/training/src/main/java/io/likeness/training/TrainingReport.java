package io.likeness.training;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.TrainingConfiguration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What came out of a training, the content of {@code report.json}.
 *
 * @param parameters trainable numbers of the network
 * @param bestEpoch the epoch of lowest validation loss, whose weights were exported; the first of equals
 * @param epochs all of them, in order
 * @param metrics by the names of {@link Metrics}; one that cannot be measured on so few images is absent
 * @param densities what the latent density was chosen from; none in a report that was written before there was a choice
 */
public record TrainingReport(
        TrainingConfiguration configuration,
        int replicas,
        long parameters,
        int bestEpoch,
        List<EpochReport> epochs,
        Map<String, Double> metrics,
        @Nullable List<DensityCandidate> densities) {
    public TrainingReport {
        epochs = List.copyOf(epochs);
        metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
        densities = densities == null ? List.of() : List.copyOf(densities);
    }

    /**
     * The value of a metric that was measured.
     *
     * @throws LikenessException {@code NOT_FOUND} if it was not
     */
    public double requireMetric(String name) {
        Double value = metrics.get(name);
        if (value == null) {
            throw new LikenessException(
                    ErrorCode.NOT_FOUND, "metrics: expected one of " + metrics.keySet() + ", found '" + name + "'");
        }
        return value;
    }
}
