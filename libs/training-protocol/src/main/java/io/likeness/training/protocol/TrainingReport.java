package io.likeness.training.protocol;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.Label;
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
 * @param labels that hardly any image lacks and that differ between training images, in the order of the dataset's; none in a report that names none
 * @param unusedLabels names of the dataset's other labels
 * @param judge the faces that the network learned from in whose features distances were measured, such as {@code synthetic}; absent
 *     where none was used
 */
public record TrainingReport(
        TrainingConfiguration configuration,
        int replicas,
        long parameters,
        int bestEpoch,
        List<EpochReport> epochs,
        Map<String, Double> metrics,
        @Nullable List<DensityCandidate> densities,
        List<Label> labels,
        List<String> unusedLabels,
        @Nullable String judge) {
    public TrainingReport {
        epochs = List.copyOf(epochs);
        metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
        densities = densities == null ? List.of() : List.copyOf(densities);
        labels = labels == null ? List.of() : List.copyOf(labels);
        unusedLabels = unusedLabels == null ? List.of() : List.copyOf(unusedLabels);
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
