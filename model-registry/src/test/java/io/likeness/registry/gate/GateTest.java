package io.likeness.registry.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.evaluation.VersionsEvaluated;
import io.likeness.contracts.model.GateMetric;
import io.likeness.contracts.model.GateRule;
import io.likeness.contracts.model.GateRules;
import io.likeness.contracts.model.ModelVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GateTest {
    private static final String DISTANCE = GateMetric.SAMPLE_FRECHET_DISTANCE.wireName();

    private final ModelVersion champion = version(3, Map.of());

    @Test
    void passesWhatKeepsEveryRule() {
        GateDecision decision = decide(GateRule.worseByShare(GateMetric.SAMPLE_FRECHET_DISTANCE, 0.05), 2.0, 2.0);
        assertTrue(decision.passed());
        assertEquals("keeps every rule, compared with champion 3 on 512 real faces", decision.reason());
    }

    @Test
    void refusesWhatIsWorseByMore() {
        GateDecision decision = decide(GateRule.worseByShare(GateMetric.SAMPLE_FRECHET_DISTANCE, 0.05), 2.2, 2.0);
        assertFalse(decision.passed());
        assertEquals(
                "sampleFrechetDistance 2.2 is above 2.1, the champion's is 2; compared with champion 3 on 512 real faces",
                decision.reason());
    }

    @Test
    void takesFromTheTrainingWhatOnlyItKnows() {
        GateRule rule = GateRule.limit(GateMetric.MEMORISATION_RATIO, 0.3);
        assertTrue(Gate.decide(rules(rule), version(4, Map.of("memorisationRatio", 0.9)), champion, evaluated(2.0, 2.0))
                .passed());
        GateDecision missing = Gate.decide(rules(rule), version(4, Map.of()), champion, evaluated(2.0, 2.0));
        assertFalse(missing.passed());
        assertEquals(
                "memorisationRatio was not measured; compared with champion 3 on 512 real faces", missing.reason());
    }

    private GateDecision decide(GateRule rule, double own, double champions) {
        return Gate.decide(rules(rule), version(4, Map.of()), champion, evaluated(own, champions));
    }

    private static GateRules rules(GateRule rule) {
        return new GateRules("faces", 1, List.of(rule), "ada", "a test", Instant.EPOCH);
    }

    private static VersionsEvaluated evaluated(double own, double champions) {
        return new VersionsEvaluated(
                "evaluation",
                "synthetic",
                512,
                1024,
                Map.of(DISTANCE, own),
                Map.of(DISTANCE, champions),
                Map.of(),
                Map.of());
    }

    private static ModelVersion version(int number, Map<String, Double> metrics) {
        String digest = Integer.toString(number).repeat(64);
        return new ModelVersion(
                "faces",
                number,
                digest,
                new ObjectReference("models", "faces/" + number, digest, 10, "application/json"),
                "training-" + number,
                "dataset",
                digest,
                digest,
                "mean-squared-error",
                0.01,
                metrics,
                Instant.EPOCH,
                null);
    }
}
