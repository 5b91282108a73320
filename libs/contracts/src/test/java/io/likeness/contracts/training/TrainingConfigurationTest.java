package io.likeness.contracts.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.Refusal;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class TrainingConfigurationTest {
    @Test
    void refusesWhatCannotBeTrainedNamingFieldAllowedAndFound() {
        assertRefused(
                "side: expected a multiple of 8, as every convolution halves it, found 60", c -> c.put("side", 60));
        assertRefused("batch: expected 1 to 1024, found 0", c -> c.put("batch", 0));
        assertRefused("kernel: expected 3, 4 or 5, found 7", c -> c.put("kernel", 7));
        assertRefused("channels: expected 1 or 3, found 2", c -> c.put("channels", 2));
        assertRefused("latents: expected at most 64, the features before them, found 65", c -> {
            c.put("side", 8).put("latents", 65);
            c.set("convolutionChannels", convolutions(16, 32, 64));
        });
        assertRefused(
                "convolutionChannels.size: expected 1 to 6, found 0",
                c -> c.set("convolutionChannels", convolutions()));
        assertRefused("learningRate: expected above 0 and at most 1, found 0.0", c -> c.put("learningRate", 0.0));
        assertRefused("patience: expected 0 to 10000, found -1", c -> c.put("patience", -1));
        assertRefused(
                "loss: expected a weight above 0, found mse, l1 and ssim of 0",
                c -> ((ObjectNode) c.get("loss")).put("mse", 0.0));
        assertRefused(
                "loss.latentPenalty: expected 0 to 1000, found -0.1",
                c -> ((ObjectNode) c.get("loss")).put("latentPenalty", -0.1));
        assertRefused("side: expected 11 or more where loss.ssim is above 0, as its window is as large, found 8", c -> {
            c.put("side", 8);
            ((ObjectNode) c.get("loss")).put("ssim", 1.0);
        });
        assertRefused(
                "augmentation.rotation: expected 0 to 45.0, found 46.0",
                c -> ((ObjectNode) c.get("augmentation")).put("rotation", 46.0));
        assertRefused("decoderNorm: expected 0 to 1000, found -1.0", c -> c.put("decoderNorm", -1));
        assertRefused(
                "conditions: expected each name once, found [Smiling, Smiling]",
                c -> c.putArray("conditions").add("Smiling").add("Smiling"));
        assertRefused(
                "schedule.floor: expected 0 to 1, found 2.0", c -> ((ObjectNode) c.get("schedule")).put("floor", 2.0));
    }

    @Test
    void tellsAllThatCannotBeTrainedAtOnce() {
        assertRefused(
                "kernel: expected 3, 4 or 5, found 7; batch: expected 1 to 1024, found 0;"
                        + " latents: expected 1 to 1024, found 0",
                c -> c.put("latents", 0).put("batch", 0).put("kernel", 7));
    }

    @Test
    void refusesImagesOfAnotherShape() {
        assertEquals(
                new Refusal(ErrorCode.IMPOSSIBLE_CONFIGURATION, "dataset.channels: expected 1, found 3"),
                Refusal.of(() -> TrainingConfiguration.seedPreset().requireImages(3, 64)));
    }

    @Test
    void refusesAPresetThatDoesNotExist() {
        assertEquals(
                new Refusal(
                        ErrorCode.IMPOSSIBLE_CONFIGURATION,
                        "preset: expected one of [seed, small, quality], found 'blossom'"),
                Refusal.of(() -> TrainingConfiguration.preset("blossom")));
    }

    @Test
    void knowsEveryPresetByItsName() {
        for (String name : TrainingConfiguration.PRESETS) {
            assertEquals(name, TrainingConfiguration.preset(name).preset());
        }
    }

    @Test
    void travelsAsJson() {
        TrainingConfiguration small =
                TrainingConfiguration.preset("small").withEpochs(7).withSeed(9);
        assertEquals(small, Json.decode(Json.encode(small), TrainingConfiguration.class));
        assertEquals("[8,16,32]", small.fields().get("convolutionChannels"));
        assertEquals("0.0", small.fields().get("loss.latentPenalty"));
        assertEquals("0.1", small.fields().get("loss.ssim"));
        assertEquals("leaky-relu", small.fields().get("activation"));
    }

    @Test
    void isUnconditionalAndUnboundWhereItSaysNothingOfIt() {
        ObjectNode earlier = (ObjectNode) Json.tree(Json.encode(TrainingConfiguration.seedPreset()));
        earlier.remove("conditions");
        earlier.remove("decoderNorm");
        assertEquals(
                TrainingConfiguration.seedPreset(), Json.decode(Json.encode(earlier), TrainingConfiguration.class));
        TrainingConfiguration told = TrainingConfiguration.seedPreset().withConditions(List.of("Smiling", "Male"));
        assertEquals(
                List.of("Smiling", "Male"),
                told.withEpochs(2).withBatch(8).withSeed(3).conditions());
        assertEquals(told, Json.decode(Json.encode(told), TrainingConfiguration.class));
    }

    @Test
    void warmsUpAndFallsAlongAHalfCosine() {
        LearningRateSchedule schedule = new LearningRateSchedule(Annealing.COSINE, 0.5, 0.1);
        assertEquals(0.2, schedule.factor(0, 10, 105), 1e-12);
        assertEquals(0.8, schedule.factor(3, 10, 105), 1e-12);
        assertEquals(0.55, schedule.factor(54, 10, 105), 1e-12);
        assertEquals(0.1, schedule.factor(104, 10, 105), 1e-12);
        assertEquals(1, LearningRateSchedule.CONSTANT.factor(104, 10, 105), 0);
    }

    @Test
    void fineTuningLeavesAPartToTrain() {
        assertEquals(
                new Refusal(
                        ErrorCode.IMPOSSIBLE_CONFIGURATION,
                        "fineTuning.frozen: expected a part that is trained, found every part"),
                Refusal.of(() -> new FineTuning("celeba", 1, List.of(NetworkPart.values()))));
    }

    private static void assertRefused(String message, Consumer<ObjectNode> change) {
        ObjectNode json = (ObjectNode) Json.tree(Json.encode(TrainingConfiguration.seedPreset()));
        change.accept(json);
        assertEquals(
                new Refusal(ErrorCode.IMPOSSIBLE_CONFIGURATION, message),
                Refusal.of(() -> Json.decode(Json.encode(json), TrainingConfiguration.class)));
    }

    private static ArrayNode convolutions(int... channels) {
        ArrayNode list = (ArrayNode) Json.tree("[]".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        for (int count : channels) {
            list.add(count);
        }
        return list;
    }
}
