package io.likeness.registry.gate;

import io.likeness.contracts.evaluation.VersionsEvaluated;
import io.likeness.contracts.model.GateMetric;
import io.likeness.contracts.model.GateRules;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.registry.gate.GateDecision.Compared;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Holds what was measured of a version and of the champion against the rules of their model. Stateless, safe for threads. */
public final class Gate {
    /** What only the training knows: it has the faces that the version learned from, and the network before its export. */
    private static final List<GateMetric> OF_THE_TRAINING =
            List.of(GateMetric.MEMORISATION_RATIO, GateMetric.PARITY_IMAGE_ERROR);

    private Gate() {}

    /** Decides over a version that was compared with the champion. */
    public static GateDecision decide(
            GateRules rules, ModelVersion candidate, ModelVersion champion, VersionsEvaluated evaluated) {
        return new Compared(
                champion.version(),
                rules.revision(),
                evaluated,
                rules.find(
                        all(candidate, evaluated.candidate()),
                        all(champion, evaluated.champion()),
                        evaluated.uncertainty()));
    }

    private static Map<String, Double> all(ModelVersion version, Map<String, Double> measured) {
        Map<String, Double> all = new TreeMap<>(measured);
        for (GateMetric metric : OF_THE_TRAINING) {
            Double registered = version.metrics().get(metric.wireName());
            if (registered != null) {
                all.put(metric.wireName(), registered);
            }
        }
        return all;
    }
}
