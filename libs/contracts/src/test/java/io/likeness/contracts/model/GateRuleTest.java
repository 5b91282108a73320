package io.likeness.contracts.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.LikenessException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GateRuleTest {
    private static final String DISTANCE = GateMetric.SAMPLE_FRECHET_DISTANCE.wireName();
    private static final String FIDELITY = GateMetric.RECONSTRUCTION_PSNR.wireName();

    @Test
    void aLimitHoldsWhateverTheChampionHas() {
        GateRule rule = GateRule.limit(GateMetric.SAMPLE_FRECHET_DISTANCE, 3);
        assertTrue(rule.find(Map.of(DISTANCE, 3.0), Map.of(), Map.of()).passed());
        assertFalse(rule.find(Map.of(DISTANCE, 3.1), Map.of(DISTANCE, 9.0), Map.of())
                .passed());
        GateRule least = GateRule.limit(GateMetric.RECONSTRUCTION_PSNR, 20);
        assertTrue(least.find(Map.of(FIDELITY, 20.0), Map.of(), Map.of()).passed());
        assertFalse(least.find(Map.of(FIDELITY, 19.0), Map.of(), Map.of()).passed());
    }

    @Test
    void theLargestAllowanceCounts() {
        GateRule rule = new GateRule(GateMetric.SAMPLE_FRECHET_DISTANCE, null, 0.5, 0.1, null);
        assertEquals(1.5, bound(rule, 1.0, Map.of()));
        assertEquals(11.0, bound(rule, 10.0, Map.of()));
    }

    @Test
    void standardErrorsCountWhereTheyAreDeclaredAndKnown() {
        GateRule rule = new GateRule(GateMetric.SAMPLE_FRECHET_DISTANCE, null, 0.1, null, 2.0);
        assertEquals(10.2, bound(rule, 10.0, Map.of(DISTANCE, 0.1)), 1e-12);
        assertEquals(10.1, bound(rule, 10.0, Map.of(DISTANCE, 0.01)));
        assertEquals(10.1, bound(rule, 10.0, Map.of()));
        GateRule chance = new GateRule(GateMetric.SAMPLE_FRECHET_DISTANCE, null, null, null, 2.0);
        assertEquals(10.0, bound(chance, 10.0, Map.of(DISTANCE, 0.0)), "of the same files");
        GateRule wide = GateRule.worseByShare(GateMetric.SAMPLE_FRECHET_DISTANCE, 0.5);
        assertEquals(15.0, bound(wide, 10.0, Map.of(DISTANCE, 100.0)));
    }

    @Test
    void theStricterOfLimitAndAllowanceCounts() {
        GateRule rule = new GateRule(GateMetric.SAMPLE_FRECHET_DISTANCE, 12.0, null, 0.5, null);
        assertEquals(12.0, bound(rule, 10.0, Map.of()));
        assertEquals(6.0, bound(rule, 4.0, Map.of()));
        GateRule least = new GateRule(GateMetric.RECONSTRUCTION_PSNR, 20.0, 3.0, null, null);
        assertEquals(
                22.0,
                least.find(Map.of(FIDELITY, 30.0), Map.of(FIDELITY, 25.0), Map.of())
                        .bound());
        assertEquals(
                20.0,
                least.find(Map.of(FIDELITY, 30.0), Map.of(FIDELITY, 21.0), Map.of())
                        .bound());
    }

    @Test
    void whatIsMissingBreaksTheRule() {
        GateRule rule = GateRule.worseByShare(GateMetric.SAMPLE_FRECHET_DISTANCE, 0.5);
        assertEquals(
                "sampleFrechetDistance was not measured",
                rule.find(Map.of(), Map.of(DISTANCE, 1.0), Map.of()).reason());
        RuleFinding unknown = rule.find(Map.of(DISTANCE, 1.0), Map.of(), Map.of());
        assertFalse(unknown.passed());
        assertEquals("sampleFrechetDistance of the champion was not measured", unknown.reason());
    }

    @Test
    void whereFacesHaveNoLabelsNoEffectIsMissing() {
        GateRule rule = GateRule.limit(GateMetric.LABEL_EFFECT_LOSS, 0.5);
        assertTrue(rule.find(Map.of(), Map.of(), Map.of()).passed());
        assertFalse(
                rule.find(Map.of("labelEffectLoss", 0.6), Map.of(), Map.of()).passed());
    }

    @Test
    void aRuleThatSaysNothingIsRefusedByItsName() {
        assertRefused(
                "rules.brightnessGap: expected limit, worseBy, worseByShare or worseByErrors, found none of them",
                () -> new GateRule(GateMetric.BRIGHTNESS_GAP, null, null, null, null));
        assertRefused(
                "rules.brightnessGap.worseBy: expected a finite number, 0 or more, found -1.0",
                () -> GateRule.worseBy(GateMetric.BRIGHTNESS_GAP, -1));
        assertRefused(
                "rules[1]: expected a value, found none",
                () -> new ChangeGate(
                        Arrays.asList(GateRule.worseBy(GateMetric.BRIGHTNESS_GAP, 1), null), null, null, "a test"));
    }

    @Test
    void theStandardHasARuleForEachMetric() {
        List<GateMetric> ruled = GateRules.standard("faces").rules().stream()
                .map(GateRule::metric)
                .toList();
        assertEquals(
                Arrays.stream(GateMetric.values())
                        .filter(metric -> metric != GateMetric.UNKNOWN)
                        .toList(),
                ruled);
    }

    private static double bound(GateRule rule, double champion, Map<String, Double> uncertainty) {
        Double bound = rule.find(Map.of(DISTANCE, champion), Map.of(DISTANCE, champion), uncertainty)
                .bound();
        return bound == null ? Double.NaN : bound;
    }

    private static void assertRefused(String message, Runnable attempt) {
        assertEquals(
                message, assertThrows(LikenessException.class, attempt::run).getMessage());
    }
}
