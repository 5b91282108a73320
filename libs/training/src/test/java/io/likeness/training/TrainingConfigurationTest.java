package io.likeness.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.StartTraining;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingConfigurationTest {
    @Test
    void refusesASideThatTheConvolutionsCannotHalve() {
        LikenessException refusal = assertThrows(
                LikenessException.class,
                () -> new TrainingConfiguration("custom", 60, 1, 32, List.of(16, 32, 64), 3, 32, 50, 1e-3, 0));
        assertEquals(ErrorCode.IMPOSSIBLE_CONFIGURATION, refusal.code());
        assertEquals("side: expected a multiple of 8, as every convolution halves it, found 60", refusal.getMessage());
    }

    @Test
    void refusesImagesOfAnotherShape() {
        LikenessException refusal = assertThrows(
                LikenessException.class,
                () -> TrainingConfiguration.seedPreset().requireImages(3, 64));
        assertEquals("dataset.channels: expected 1, found 3", refusal.getMessage());
    }

    @Test
    void refusesAPresetThatDoesNotExist() {
        LikenessException refusal =
                assertThrows(LikenessException.class, () -> TrainingConfiguration.preset("blossom"));
        assertEquals("preset: expected seed, found blossom", refusal.getMessage());
    }

    @Test
    void knowsEveryPresetThatACommandMayName() {
        for (String name : StartTraining.PRESETS) {
            assertEquals(name, TrainingConfiguration.preset(name).preset());
        }
    }

    @Test
    void travelsAsJson() {
        TrainingConfiguration seed =
                TrainingConfiguration.preset("seed").withEpochs(7).withSeed(9);
        assertEquals(seed, Json.decode(Json.encode(seed), TrainingConfiguration.class));
        assertEquals("[16, 32, 64]", seed.fields().get("convolutionChannels"));
    }
}
