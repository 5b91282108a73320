package io.likeness.registry.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.registry.gate.GateDecision.Better;
import io.likeness.registry.gate.GateDecision.FirstVersion;
import io.likeness.registry.gate.GateDecision.NotBetter;
import io.likeness.registry.gate.GateDecision.OtherMeasure;
import io.likeness.registry.gate.GateDecision.OtherValidationSet;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GateTest {
    private static final String FACES = "a".repeat(64);
    private static final String OTHER_FACES = "b".repeat(64);

    private final ModelVersion champion = version(3, FACES, "mean-squared-error", 0.0080);

    @Test
    void passesTheFirstVersionOfAName() {
        GateDecision decision = Gate.decide(champion, Optional.empty());
        assertEquals(new FirstVersion("faces"), decision);
        assertTrue(decision.passed());
    }

    @Test
    void passesALossBelowTheChampions() {
        GateDecision decision = decide(FACES, "mean-squared-error", 0.0079);
        assertEquals(new Better("mean-squared-error", 0.0079, 3, 0.0080), decision);
        assertTrue(decision.passed());
        assertEquals(
                "mean-squared-error 0.0079 is below 0.008 of champion 3 on the same validation set", decision.reason());
    }

    @Test
    void refusesALossEqualToTheChampions() {
        GateDecision decision = decide(FACES, "mean-squared-error", 0.0080);
        assertEquals(new NotBetter("mean-squared-error", 0.0080, 3, 0.0080), decision);
        assertFalse(decision.passed());
    }

    @Test
    void refusesABetterLossOnOtherImages() {
        GateDecision decision = decide(OTHER_FACES, "mean-squared-error", 0.0001);
        assertEquals(new OtherValidationSet(OTHER_FACES, 3, FACES), decision);
        assertFalse(decision.passed());
    }

    @Test
    void refusesABetterLossByAnotherMeasure() {
        GateDecision decision = decide(FACES, "mean-absolute-error", 0.0001);
        assertEquals(new OtherMeasure("mean-absolute-error", 3, "mean-squared-error"), decision);
        assertFalse(decision.passed());
    }

    private GateDecision decide(String validationDigest, String measure, double loss) {
        return Gate.decide(version(4, validationDigest, measure, loss), Optional.of(champion));
    }

    private static ModelVersion version(int number, String validationDigest, String measure, double loss) {
        String digest = Integer.toString(number).repeat(64);
        return new ModelVersion(
                "faces",
                number,
                digest,
                new ObjectReference("models", "faces/" + number, digest, 10, "application/json"),
                "training-" + number,
                "dataset",
                FACES,
                validationDigest,
                measure,
                loss,
                Map.of(),
                Instant.EPOCH,
                null);
    }
}
