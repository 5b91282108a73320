package io.likeness.contracts.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.Violations;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides the outcome of a training besides its images. One that cannot be trained is refused with {@code
 * IMPOSSIBLE_CONFIGURATION}, naming field, allowed and found value. Immutable, safe for threads.
 *
 * @param preset the name under which it is known: one of {@link #PRESETS}, or {@code custom}
 * @param side S of {@code float[N, C, S, S]}, in pixels: 8 to 512, divisible by 2 per convolution
 * @param channels C: 1 (grey) or 3 (RGB)
 * @param latents length of a latent vector, 1 to 1,024 and no more than the features from which it is computed
 * @param convolutionChannels output channels of the encoder's convolutions, each of stride 2: 1 to 6 of them, each 1 to 512; the
 *     decoder mirrors them
 * @param kernel side of every kernel: 3, 4 or 5
 * @param activation after every convolution but the last
 * @param loss what is minimised
 * @param batch images per step, 1 to 1,024
 * @param epochs most passes over the training images, 1 to 10,000
 * @param learningRate of Adam (0.9, 0.999, 1e-8) before the schedule scales it, above 0, at most 1
 * @param schedule of the learning rate
 * @param patience epochs without a lower validation loss after which training stops, 1 to 10,000; 0 trains all epochs
 * @param augmentation of training images
 * @param seed of initial weights, shuffle, augmentation, mixture and samples, 0 to 2^53 - 1
 * @param conditions names of labels of the dataset that encoder and decoder are given besides image and latent, each once, at most 64; absent or
 *     empty for an unconditional network
 * @param decoderNorm the greatest singular value that any weight of the decoder may have, as a matrix (Ghosh et al. 2020, after Miyato et al.
 *     2018): 0 for no bound, else at most 1,000; absent: 0
 * @param adversarial what sharpens the decoder afterwards; absent for a plain autoencoder
 */
public record TrainingConfiguration(
        String preset,
        int side,
        int channels,
        int latents,
        List<Integer> convolutionChannels,
        int kernel,
        Activation activation,
        LossWeights loss,
        int batch,
        int epochs,
        double learningRate,
        LearningRateSchedule schedule,
        int patience,
        Augmentation augmentation,
        long seed,
        @Nullable List<String> conditions,
        @Nullable Double decoderNorm,
        @Nullable AdversarialStage adversarial) {
    public static final String SEED_PRESET = "seed";
    public static final String SMALL_PRESET = "small";
    public static final String QUALITY_PRESET = "quality";
    /** A configuration that is none of the presets. */
    public static final String CUSTOM = "custom";

    private static final int MOST_CONDITIONS = 64;
    private static final int MOST_EPOCHS = 10_000;

    public static final List<String> PRESETS = List.of(SEED_PRESET, SMALL_PRESET, QUALITY_PRESET);

    public TrainingConfiguration {
        convolutionChannels = List.copyOf(Require.present("convolutionChannels", convolutionChannels));
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
        decoderNorm = decoderNorm == null ? 0.0 : decoderNorm;
        Require.present("activation", activation);
        Require.present("loss", loss);
        Require.present("schedule", schedule);
        Require.present("augmentation", augmentation);
        Require.name("preset", preset);
        Violations violations = new Violations(ErrorCode.IMPOSSIBLE_CONFIGURATION);
        violations.unless(
                PRESETS.contains(preset) || preset.equals(CUSTOM),
                "preset",
                "one of " + PRESETS + " or " + CUSTOM,
                preset);
        violations.unless(channels == 1 || channels == 3, "channels", "1 or 3", channels);
        violations.unless(kernel >= 3 && kernel <= 5, "kernel", "3, 4 or 5", kernel);
        within(violations, "batch", batch, 1, 1024);
        within(violations, "epochs", epochs, 1, MOST_EPOCHS);
        violations.unless(learningRate > 0 && learningRate <= 1, "learningRate", "above 0 and at most 1", learningRate);
        within(violations, "patience", patience, 0, MOST_EPOCHS);
        within(violations, "seed", seed, 0, Require.GREATEST_SEED);
        violations.unless(decoderNorm >= 0 && decoderNorm <= 1000, "decoderNorm", "0 to 1000", decoderNorm);
        checkConditions(violations, conditions);
        checkShape(violations, side, latents, convolutionChannels);
        violations.unless(
                loss.ssim() == 0 || side >= LossWeights.SSIM_WINDOW,
                "side",
                LossWeights.SSIM_WINDOW + " or more where loss.ssim is above 0, as its window is as large",
                side);
        if (adversarial != null) {
            checkStage(violations, adversarial, side, batch, epochs);
        }
        violations.requireNone();
    }

    private static void checkConditions(Violations violations, List<String> conditions) {
        within(violations, "conditions.size", conditions.size(), 0, MOST_CONDITIONS);
        violations.unless(
                conditions.stream().distinct().count() == conditions.size(),
                "conditions",
                "each name once",
                conditions);
        conditions.forEach(name -> violations.check(() -> Require.text("conditions", name)));
    }

    private static void checkShape(Violations violations, int side, int latents, List<Integer> convolutionChannels) {
        int convolutions = convolutionChannels.size();
        within(violations, "convolutionChannels.size", convolutions, 1, 6);
        convolutionChannels.forEach(count -> within(violations, "convolutionChannels", count, 1, 512));
        within(violations, "side", side, 8, 512);
        within(violations, "latents", latents, 1, 1024);
        if (convolutions >= 1 && convolutions <= 6) {
            int factor = 1 << convolutions;
            violations.unless(
                    side % factor == 0, "side", "a multiple of " + factor + ", as every convolution halves it", side);
            long features = features(side, convolutionChannels);
            violations.unless(
                    latents <= features, "latents", "at most " + features + ", the features before them", latents);
        }
    }

    private static void checkStage(Violations violations, AdversarialStage stage, int side, int batch, int epochs) {
        int halvings = 1 << (stage.discriminatorChannels().size() + 1);
        violations.unless(
                side % halvings == 0,
                "adversarial.discriminatorChannels",
                "few enough that side " + side + " can be halved once more than there are of them",
                stage.discriminatorChannels());
        violations.unless(batch >= 2, "batch", "2 or more in the adversarial stage", batch);
        within(violations, "epochs", epochs + stage.epochs(), 1, MOST_EPOCHS);
    }

    /** Of an unconditional network without an adversarial stage. */
    public TrainingConfiguration(
            String preset,
            int side,
            int channels,
            int latents,
            List<Integer> convolutionChannels,
            int kernel,
            Activation activation,
            LossWeights loss,
            int batch,
            int epochs,
            double learningRate,
            LearningRateSchedule schedule,
            int patience,
            Augmentation augmentation,
            long seed) {
        this(
                preset,
                side,
                channels,
                latents,
                convolutionChannels,
                kernel,
                activation,
                loss,
                batch,
                epochs,
                learningRate,
                schedule,
                patience,
                augmentation,
                seed,
                List.of(),
                0.0,
                null);
    }

    /** The preset {@code seed}: grey, 64 x 64, 32 latents, 16-32-64 channels, batch 32, 50 epochs; 312,801 parameters. */
    public static TrainingConfiguration seedPreset() {
        return new TrainingConfiguration(
                SEED_PRESET,
                64,
                1,
                32,
                List.of(16, 32, 64),
                3,
                Activation.RELU,
                LossWeights.MEAN_SQUARED_ERROR,
                32,
                50,
                1e-3,
                LearningRateSchedule.CONSTANT,
                0,
                Augmentation.NONE,
                0);
    }

    /**
     * The preset {@code small}: half the channels and latents of {@code seed}, LeakyReLU, squared error with SSIM, cosine annealing with
     * warm-up, mirrored images, and an end after five epochs without progress.
     */
    public static TrainingConfiguration smallPreset() {
        return new TrainingConfiguration(
                SMALL_PRESET,
                64,
                1,
                16,
                List.of(8, 16, 32),
                3,
                Activation.LEAKY_RELU,
                new LossWeights(1, 0, 0.1),
                32,
                50,
                2e-3,
                new LearningRateSchedule(Annealing.COSINE, 1, 0.01),
                5,
                new Augmentation(0, 0, 0, true),
                0);
    }

    /**
     * The preset {@code quality}: 128 latents, four convolutions of kernel 4 with 32 to 256 channels, LeakyReLU, absolute error with SSIM,
     * mirrored images, then the adversarial stage. What each choice brings and costs is measured in {@code docs/quality.md}.
     */
    public static TrainingConfiguration qualityPreset() {
        return new TrainingConfiguration(
                        QUALITY_PRESET,
                        64,
                        1,
                        128,
                        List.of(32, 64, 128, 256),
                        4,
                        Activation.LEAKY_RELU,
                        new LossWeights(0, 1, 0.1),
                        32,
                        8,
                        1e-3,
                        new LearningRateSchedule(Annealing.COSINE, 0, 0.01),
                        0,
                        new Augmentation(0, 0, 0, true),
                        0)
                .withAdversarial(new AdversarialStage(10, 2e-4, 4e-4, List.of(24, 48, 96, 192), 5));
    }

    /** The configuration of that name, with its own epochs and seed. */
    public static TrainingConfiguration preset(String name) {
        return switch (name) {
            case SEED_PRESET -> seedPreset();
            case SMALL_PRESET -> smallPreset();
            case QUALITY_PRESET -> qualityPreset();
            default ->
                throw new LikenessException(
                        ErrorCode.IMPOSSIBLE_CONFIGURATION,
                        "preset: expected one of " + PRESETS + ", found '" + name + "'");
        };
    }

    /** Those that were given, or none. */
    @Override
    public List<String> conditions() {
        return Objects.requireNonNull(conditions, "conditions");
    }

    /** {@link #decoderNorm}, 0 where it was absent. */
    public double decoderBound() {
        return decoderNorm == null ? 0 : decoderNorm;
    }

    public TrainingConfiguration withEpochs(int count) {
        return with(batch, count, seed, conditions, adversarial);
    }

    public TrainingConfiguration withBatch(int images) {
        return with(images, epochs, seed, conditions, adversarial);
    }

    public TrainingConfiguration withSeed(long value) {
        return with(batch, epochs, value, conditions, adversarial);
    }

    public TrainingConfiguration withConditions(List<String> labels) {
        return with(batch, epochs, seed, labels, adversarial);
    }

    /** @param stage null for none */
    public TrainingConfiguration withAdversarial(@Nullable AdversarialStage stage) {
        return with(batch, epochs, seed, conditions, stage);
    }

    private TrainingConfiguration with(
            int images, int count, long value, @Nullable List<String> labels, @Nullable AdversarialStage stage) {
        return new TrainingConfiguration(
                preset,
                side,
                channels,
                latents,
                convolutionChannels,
                kernel,
                activation,
                loss,
                images,
                count,
                learningRate,
                schedule,
                patience,
                augmentation,
                value,
                labels,
                decoderNorm,
                stage);
    }

    /** Most epochs of all stages. */
    public int allEpochs() {
        return epochs + (adversarial == null ? 0 : adversarial.epochs());
    }

    /** Refuses a dataset whose images are of another shape. */
    public void requireImages(int foundChannels, int foundSide) {
        check("dataset.channels", foundChannels, foundChannels == channels, Integer.toString(channels));
        check("dataset.side", foundSide, foundSide == side, Integer.toString(side));
    }

    /** C S S, the numbers in one image. */
    public int imageLength() {
        return channels * side * side;
    }

    /** Side of the smallest feature map. */
    public int innerSide() {
        return side >> convolutionChannels.size();
    }

    /** Numbers between the convolutions and the linear layers. */
    public int features() {
        return (int) features(side, convolutionChannels);
    }

    /** By field, as a model's manifest carries it; the fields of a part are named {@code loss.mse}. */
    public Map<String, String> fields() {
        Map<String, String> fields = new TreeMap<>();
        collect("", Json.tree(Json.encode(this)), fields);
        return fields;
    }

    private static void collect(String prefix, JsonNode node, Map<String, String> fields) {
        node.properties().forEach(field -> {
            if (field.getValue().isObject()) {
                collect(prefix + field.getKey() + ".", field.getValue(), fields);
            } else {
                fields.put(
                        prefix + field.getKey(),
                        field.getValue().isArray()
                                ? field.getValue().toString()
                                : field.getValue().asText());
            }
        });
    }

    private static long features(int side, List<Integer> convolutionChannels) {
        long inner = side >> convolutionChannels.size();
        return convolutionChannels.getLast() * inner * inner;
    }

    private static void within(Violations violations, String field, long found, long least, long most) {
        violations.unless(found >= least && found <= most, field, least + " to " + most, found);
    }

    /** Refuses what cannot be trained. */
    static void check(String field, Object found, boolean possible, String allowed) {
        if (!possible) {
            throw new LikenessException(
                    ErrorCode.IMPOSSIBLE_CONFIGURATION, "%s: expected %s, found %s".formatted(field, allowed, found));
        }
    }
}
