package io.likeness.training.comparison;

import io.likeness.imaging.ImageTensor;
import java.util.Map;

/**
 * A real face.
 *
 * @param labels that are known of it, as the dataset's rows have them
 */
public record LabelledFace(ImageTensor image, Map<String, Double> labels) {
    public LabelledFace {
        labels = Map.copyOf(labels);
    }
}
