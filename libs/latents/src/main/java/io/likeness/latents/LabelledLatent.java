package io.likeness.latents;

import io.likeness.contracts.model.Label;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One draw from a density.
 *
 * @param scaledLabels every label of the density by name, as {@link Label#scaled} gives it; a binary one is -1 or 1
 * @param latent {@code float[D]}, owned by the record: callers do not change it
 */
@SuppressWarnings("ArrayRecordComponent") // Goes into a tensor; boxing serves nobody.
public record LabelledLatent(Map<String, Double> scaledLabels, float[] latent) {
    public LabelledLatent {
        scaledLabels = Collections.unmodifiableMap(new TreeMap<>(scaledLabels));
    }
}
