package io.likeness.gateway.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.dataset.ImportOptions;
import io.likeness.contracts.training.Activation;
import io.likeness.contracts.training.AdversarialStage;
import io.likeness.contracts.training.Annealing;
import io.likeness.contracts.training.LearningRateSchedule;
import io.likeness.contracts.training.LossWeights;
import io.likeness.contracts.training.TrainingConfiguration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationRequestTest {
    private static final ImportOptions GREY_64 = images(1, 64);
    private static final TrainingConfiguration SEED = TrainingConfiguration.seedPreset();

    @Test
    void isThePresetWithoutOverrides() {
        assertEquals(SEED.withSeed(7), request(null, Map.of(), null, 7L).resolve(GREY_64, Optional.empty()));
        assertEquals(
                TrainingConfiguration.smallPreset().withEpochs(3).withSeed(7),
                request("small", Map.of(), 3, 7L).resolve(GREY_64, Optional.empty()));
    }

    @Test
    void laysFieldsOverThePresetPartByPart() {
        TrainingConfiguration resolved = resolve(Map.of(
                "latents",
                16,
                "loss",
                Map.of("ssim", 0.5),
                "schedule",
                Map.of("annealing", "cosine"),
                "preset",
                "seed"));
        assertEquals(16, resolved.latents());
        assertEquals(new LossWeights(1, 0, 0.5), resolved.loss());
        assertEquals(new LearningRateSchedule(Annealing.COSINE, 0, 0), resolved.schedule());
        assertEquals(SEED.convolutionChannels(), resolved.convolutionChannels());
        assertEquals("custom", resolved.preset());
    }

    @Test
    void keepsThePresetsNameForWhatIsThePreset() {
        TrainingConfiguration same = resolve(Map.of("latents", 32, "epochs", 9, "seed", 3));
        assertEquals(SEED.withEpochs(9).withSeed(3), same);
        assertEquals(
                "small",
                request(null, all(TrainingConfiguration.smallPreset()), null, null)
                        .resolve(GREY_64, Optional.empty())
                        .preset());
    }

    @Test
    void everyPresetKeepsItsNameOnFacesOfAnotherShape() {
        for (String preset : TrainingConfiguration.PRESETS) {
            for (ImportOptions images : List.of(images(1, 32), images(3, 32), images(3, 64), images(3, 128))) {
                TrainingConfiguration resolved =
                        request(preset, Map.of(), 2, 0L).resolve(images, Optional.empty());
                assertEquals(preset, resolved.preset());
                assertEquals(images.side(), resolved.side());
                assertEquals(images.channels(), resolved.channels());
            }
        }
        assertEquals("custom", resolve(Map.of("latents", 33)).preset());
    }

    @Test
    void letsEpochsAndSeedOfTheRequestWin() {
        TrainingConfiguration resolved =
                request(null, Map.of("epochs", 9, "seed", 3), 4, 5L).resolve(GREY_64, Optional.empty());
        assertEquals(SEED.withEpochs(4).withSeed(5), resolved);
    }

    @Test
    void drawsASeedThatEveryReaderKeepsExactly() {
        long one = resolve(Map.of()).seed();
        assertTrue(one >= 0 && one <= Require.GREATEST_SEED, () -> "found " + one);
        assertTrue(one != resolve(Map.of()).seed(), "the same twice has a chance of 2^-53");
    }

    @Test
    void takesSideAndChannelsOfTheDatasetUnlessOneIsNamed() {
        TrainingConfiguration adopted = request(null, Map.of(), null, 0L).resolve(images(3, 128), Optional.empty());
        assertEquals(128, adopted.side());
        assertEquals(3, adopted.channels());
        assertEquals(SEED.convolutionChannels(), adopted.convolutionChannels());
        assertEquals("seed", adopted.preset());
        assertEquals(
                "dataset.side: expected 64, found 32",
                refusal(ErrorCode.IMPOSSIBLE_CONFIGURATION, Map.of("channels", 1), images(1, 32)));
        assertEquals(
                "dataset.channels: expected 1, found 3",
                refusal(ErrorCode.IMPOSSIBLE_CONFIGURATION, Map.of("side", 64), images(3, 64)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"batch\":0} | configuration.batch: expected 1 to 1024, found 0",
                "{\"latents\":1000,\"convolutionChannels\":[4,4,4]} | configuration.latents: expected at most 256, the features before them, found 1000",
                "{\"side\":60} | configuration.side: expected a multiple of 8, as every convolution halves it, found 60",
                "{\"loss\":{\"mse\":0}} | configuration.loss: expected a weight above 0, found mse, l1 and ssim of 0",
                "{\"augmentation\":{\"rotation\":46}} | configuration.augmentation.rotation: expected 0 to 45.0, found 46.0",
                "{\"preset\":\"blossom\"} | preset: expected one of [seed, small, quality], found 'blossom'",
            })
    void refusesWhatCannotBeTrained(String overrides, String message) {
        assertEquals(message, refusal(ErrorCode.IMPOSSIBLE_CONFIGURATION, fields(overrides), GREY_64));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"loss\":{\"huber\":1}} | configuration.loss.huber: expected one of [mse, l1, ssim, latentPenalty], found 'huber'",
                "{\"loss\":1} | configuration.loss: expected an object of [mse, l1, ssim, latentPenalty], found another kind of value",
                "{\"batch\":\"many\"} | configuration.batch: expected an integer, found none such",
                "{\"batch\":1.5} | configuration.batch: expected an integer, found '1.5'",
                "{\"schedule\":{\"annealing\":\"linear\"}} | configuration.schedule.annealing: expected one of [none, cosine], found 'linear'",
            })
    void refusesWhatItCannotRead(String overrides, String message) {
        assertEquals(message, refusal(ErrorCode.INVALID_REQUEST, fields(overrides), GREY_64));
    }

    @Test
    void anAdversarialStageCanBeAddedChangedAndLeftOut() {
        AdversarialStage stage =
                Objects.requireNonNull(TrainingConfiguration.qualityPreset().adversarial());
        AdversarialStage shorter = new AdversarialStage(
                3,
                stage.learningRate(),
                stage.discriminatorLearningRate(),
                stage.discriminatorChannels(),
                stage.anchor());
        assertEquals(
                shorter, resolve(fields("{\"adversarial\": {\"epochs\": 3}}")).adversarial());
        assertNull(resolve(fields("{\"latents\": 16}")).adversarial());
        Map<String, @Nullable Object> none = fields("{\"adversarial\": null}");
        assertNull(request("quality", none, null, null)
                .resolve(GREY_64, Optional.empty())
                .adversarial());
        assertNull(resolve(none).adversarial());
        assertEquals(
                "configuration.adversarial.epoch: expected one of [epochs, learningRate, discriminatorLearningRate,"
                        + " discriminatorChannels, anchor], found 'epoch'",
                refusal(ErrorCode.INVALID_REQUEST, fields("{\"adversarial\": {\"epoch\": 3}}"), GREY_64));
    }

    /** Their bytes tell whether an idempotency key came with another request. */
    @Test
    void aStageThatIsLeftOutIsAnotherRequestThanNone() {
        TrainingRequest left = Json.decode(
                "{\"datasetId\": \"d\", \"configuration\": {\"adversarial\": null}}".getBytes(UTF_8),
                TrainingRequest.class);
        TrainingRequest none =
                Json.decode("{\"datasetId\": \"d\", \"configuration\": {}}".getBytes(UTF_8), TrainingRequest.class);
        assertNotEquals(new String(Json.encode(left), UTF_8), new String(Json.encode(none), UTF_8));
    }

    @Test
    void listsTheFieldsThatItKnows() {
        assertEquals(
                "configuration.latent: expected one of [preset, side, channels, latents, convolutionChannels, kernel,"
                        + " activation, loss, batch, epochs, learningRate, schedule, patience, augmentation, seed, conditions, decoderNorm, adversarial],"
                        + " found 'latent'",
                refusal(ErrorCode.INVALID_REQUEST, Map.of("latent", 3), GREY_64));
    }

    @Test
    void goesOnFromAVersionInItsShape() {
        TrainingConfiguration base = ConfigurationMerge.merge(
                SEED, Map.of("latents", 8, "activation", "leaky-relu", "patience", 5, "preset", "custom"));
        TrainingConfiguration likeTheBase =
                request(null, Map.of("batch", 16), 2, 0L).resolve(GREY_64, Optional.of(base));
        assertEquals(8, likeTheBase.latents());
        assertEquals(5, likeTheBase.patience(), "without a preset, all of the base's configuration holds");
        assertEquals(16, likeTheBase.batch());
        TrainingConfiguration likeThePreset =
                request("small", Map.of("latents", 8), 2, 0L).resolve(GREY_64, Optional.of(base));
        assertEquals(8, likeThePreset.latents());
        assertEquals(List.of(16, 32, 64), likeThePreset.convolutionChannels());
        assertEquals(Activation.LEAKY_RELU, likeThePreset.activation());
        assertEquals(TrainingConfiguration.smallPreset().loss(), likeThePreset.loss());
    }

    @Test
    void namesTheLabelsThatTheNetworkIsToldAndKeepsThoseOfABase() {
        TrainingConfiguration told = resolve(Map.of("conditions", List.of("Smiling", "Male")));
        assertEquals(List.of("Smiling", "Male"), told.conditions());
        assertEquals("custom", told.preset());
        assertEquals(
                told.conditions(),
                request("small", Map.of("latents", 32), 2, 0L)
                        .resolve(GREY_64, Optional.of(told))
                        .conditions());
        assertEquals(
                "configuration.conditions: expected [], that of the version to start from, found [\"Male\"]",
                assertThrows(
                                LikenessException.class,
                                () -> request(null, Map.of("conditions", List.of("Male")), null, null)
                                        .resolve(GREY_64, Optional.of(SEED)))
                        .getMessage());
    }

    @Test
    void refusesAnotherShapeThanThatOfTheVersionToGoOnFrom() {
        assertEquals(
                "configuration.latents: expected 32, that of the version to start from, found 16",
                assertThrows(
                                LikenessException.class,
                                () -> request(null, Map.of("latents", 16), null, null)
                                        .resolve(GREY_64, Optional.of(SEED)))
                        .getMessage());
        assertEquals(
                "dataset.side: expected 64, found 32",
                assertThrows(
                                LikenessException.class,
                                () -> request(null, Map.of(), null, null).resolve(images(1, 32), Optional.of(SEED)))
                        .getMessage());
    }

    @Test
    void takesWhatAnEarlierReleaseDidNotNameFromTheSeedPreset() {
        TrainingConfiguration adopted = ConfigurationMerge.adopt(
                SEED, Json.tree(Json.encode(Map.of("latents", 16, "preset", "custom", "betas", List.of(0.9)))));
        assertEquals(16, adopted.latents());
        assertEquals(Activation.RELU, adopted.activation());
        assertEquals(SEED.convolutionChannels(), adopted.convolutionChannels());
    }

    private static TrainingConfiguration resolve(Map<String, @Nullable Object> overrides) {
        return request(null, overrides, null, null).resolve(GREY_64, Optional.empty());
    }

    private static String refusal(ErrorCode code, Map<String, @Nullable Object> overrides, ImportOptions images) {
        LikenessException refused = assertThrows(
                LikenessException.class,
                () -> request(null, overrides, null, null).resolve(images, Optional.empty()));
        assertEquals(code, refused.code());
        return String.valueOf(refused.getMessage());
    }

    private static ConfigurationRequest request(
            @Nullable String preset,
            Map<String, @Nullable Object> overrides,
            @Nullable Integer epochs,
            @Nullable Long seed) {
        return new ConfigurationRequest(preset, overrides, epochs, seed);
    }

    private static ImportOptions images(int channels, int side) {
        return new ImportOptions(null, channels, side, null, null);
    }

    private static Map<String, @Nullable Object> all(TrainingConfiguration configuration) {
        return fields(Json.encode(configuration));
    }

    private static Map<String, @Nullable Object> fields(String json) {
        return fields(json.getBytes(UTF_8));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> fields(byte[] json) {
        return Json.decode(json, Map.class);
    }
}
