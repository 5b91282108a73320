package io.likeness.benchmarks.faces;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.likeness.contracts.training.AdversarialStage;
import io.likeness.contracts.training.TrainingConfiguration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class CandidatesTest {
    @Test
    void givesEachPresetItsEpochs() {
        List<Candidate> candidates = Candidates.presets("seed,quality", "3,4+5", "");
        assertEquals(
                TrainingConfiguration.seedPreset().withEpochs(3),
                candidates.getFirst().configuration());
        assertEquals(4, candidates.getLast().configuration().epochs());
        assertEquals(9, candidates.getLast().configuration().allEpochs());
        assertEquals(
                TrainingConfiguration.qualityPreset(),
                Candidates.presets("quality", "", "").getFirst().configuration());
        assertEquals(
                2,
                Candidates.presets("seed,small", "2+7", "")
                        .getLast()
                        .configuration()
                        .allEpochs());
    }

    @Test
    void refusesEpochsThatFitNoPreset() {
        assertThrows(IllegalArgumentException.class, () -> Candidates.presets("seed,small,quality", "1,2", ""));
        assertThrows(IllegalArgumentException.class, () -> Candidates.presets("seed", "0", ""));
    }

    @Test
    void tellsTheLastPresetTheLabels() {
        List<Candidate> candidates = Candidates.presets("seed,small", "2", "Male,Smiling");
        assertEquals(
                TrainingConfiguration.seedPreset().withEpochs(2),
                candidates.getFirst().configuration());
        assertEquals("small told 2 labels", candidates.getLast().name());
        assertEquals(
                TrainingConfiguration.smallPreset().withEpochs(2).withConditions(List.of("Male", "Smiling")),
                candidates.getLast().configuration());
    }

    @Test
    void laysChangesOverAPreset() {
        List<Candidate> candidates = Candidates.ablation("""
                [{"name": "seed"},
                 {"name": "plain", "preset": "quality", "changes": {"adversarial": null, "loss": {"ssim": 0.2}}},
                 {"name": "anchored", "preset": "quality", "changes": {"adversarial": {"anchor": 3}}}]
                """.getBytes(UTF_8));
        assertEquals(TrainingConfiguration.seedPreset(), candidates.getFirst().configuration());
        TrainingConfiguration plain = candidates.get(1).configuration();
        assertEquals(TrainingConfiguration.CUSTOM, plain.preset());
        assertNull(plain.adversarial());
        assertEquals(0.2, plain.loss().ssim());
        assertEquals(
                TrainingConfiguration.qualityPreset().loss().l1(), plain.loss().l1());
        AdversarialStage stage =
                Objects.requireNonNull(candidates.get(2).configuration().adversarial());
        assertEquals(3, stage.anchor());
        assertEquals(
                Objects.requireNonNull(TrainingConfiguration.qualityPreset().adversarial())
                        .epochs(),
                stage.epochs());
    }

    @Test
    void refusesFieldsThatNoConfigurationHas() {
        String document = "[{\"name\": \"typo\", \"changes\": {\"loss\": {\"ssmi\": 0.2}}}]";
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Candidates.ablation(document.getBytes(UTF_8)));
        assertEquals("--ablation: expected a field of a configuration, found changes.loss.ssmi", refusal.getMessage());
    }

    @Test
    void keepsResultsOfOtherConfigurationsApart() {
        assertNotEquals(
                Candidates.presets("seed", "1", "").getFirst().folder(),
                Candidates.presets("seed", "2", "").getFirst().folder());
        assertEquals(
                Candidates.presets("seed", "1", "").getFirst().folder(),
                Candidates.presets("seed", "1", "").getFirst().folder());
    }
}
