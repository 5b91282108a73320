package io.likeness.gateway.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.gateway.cost.Experience.Taken;
import io.likeness.gateway.cost.TrainingEstimate.Basis;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExperienceTest {
    private static final double ROUNDING = 1e-9;
    private static final TrainingConfiguration SEED = TrainingConfiguration.seedPreset();
    private static final Work WORK = Work.of(SEED, 1000);

    @Test
    void countsTheOperationsOfThePresetAsByHand() {
        double convolutions = 32 * 32 * 9 * 16 + 16 * 16 * 9 * 16 * 32 + 8 * 8 * 9 * 32 * 64;
        double dense = 8 * 8 * 64 * 32;
        assertEquals(6 * (convolutions + dense), Work.of(SEED.withEpochs(1), 1).operations());
    }

    @Test
    void growsWithImagesAndEpochsAndWithASecondStage() {
        assertEquals(3 * WORK.operations(), Work.of(SEED, 3000).operations(), 1);
        assertEquals(2 * WORK.operations(), Work.of(SEED.withEpochs(100), 1000).operations(), 1);
        TrainingConfiguration quality = TrainingConfiguration.qualityPreset();
        assertTrue(Work.of(quality, 1).operations()
                > 2 * Work.of(quality.withAdversarial(null), 1).operations());
    }

    @Test
    void takesEpochsAndSeedForTheSameNetworkAndLatentsForAnother() {
        assertEquals(WORK.network(), Work.of(SEED.withEpochs(3).withSeed(9), 7).network());
        assertNotEquals(
                WORK.network(),
                Work.of(TrainingConfiguration.smallPreset(), 1000).network());
    }

    @Test
    void estimatesByTheSameNetworkBeforeAllOthersAndLongTrainingsCountForMore() {
        Taken longOne = new Taken(WORK.network(), 4 * WORK.operations(), 400, 220, 4);
        Taken shortOne = new Taken(WORK.network(), WORK.operations() / 100, 8, 9, 0.04);
        Taken other = new Taken("other", WORK.operations(), 5000, 4000, 70);
        TrainingEstimate estimate = new Experience(List.of(shortOne, other, longOne)).estimate(WORK, 1, "EUR");
        assertEquals(Basis.SAME_NETWORK, estimate.basis());
        assertEquals(408 / 4.01, estimate.cpuSeconds(), ROUNDING);
        assertEquals(229 / 4.01, estimate.seconds(), ROUNDING);
        assertEquals(4.04 / 4.01, estimate.cost(), ROUNDING);
    }

    @Test
    void estimatesByOtherNetworksOperationsOrByAServersSpeed() {
        Taken other = new Taken("other", WORK.operations() * 2, 50, 30, 0.5);
        TrainingEstimate scaled = new Experience(List.of(other)).estimate(WORK, 1, "EUR");
        assertEquals(Basis.OTHER_NETWORKS, scaled.basis());
        assertEquals(25, scaled.cpuSeconds(), ROUNDING);
        TrainingEstimate first = new Experience(List.of()).estimate(WORK, 0.5, "EUR");
        assertEquals(Basis.NO_TRAINING_YET, first.basis());
        assertEquals(first.cpuSeconds() * 0.5, first.cost(), ROUNDING);
        assertEquals(first.cpuSeconds() / 2, first.seconds(), ROUNDING);
    }
}
