package io.likeness.training.evaluation;

import io.likeness.imaging.ImageTensor;
import io.likeness.training.judge.JudgeCard;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an evaluation found.
 *
 * @param judge in whose features distances were measured
 * @param metrics by the names of {@link io.likeness.training.protocol.Metrics}; one that cannot be measured on so few or so small faces is absent
 * @param closest the samples that are nearest to a training face, nearest first
 */
public record Findings(JudgeCard judge, Map<String, Double> metrics, List<Pair> closest) {
    public Findings {
        metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
        closest = List.copyOf(closest);
    }

    /** @param distance in the judge's features */
    public record Pair(ImageTensor sample, ImageTensor training, double distance) {}
}
