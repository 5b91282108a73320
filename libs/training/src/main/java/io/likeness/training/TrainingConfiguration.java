package io.likeness.training;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that decides the outcome of a training besides its images. A configuration that cannot be trained is refused with
 * {@code IMPOSSIBLE_CONFIGURATION}, naming field, found value and allowed values. Immutable, safe for threads.
 *
 * @param preset the name under which it is known, such as {@code seed}
 * @param side S of {@code float[N, C, S, S]}, in pixels: 8 to 512, divisible by 2 per convolution
 * @param channels C: 1 (grey) or 3 (RGB)
 * @param latents length of a latent vector, 1 to 1,024
 * @param convolutionChannels output channels of the encoder's convolutions, each of stride 2: 1 to 6 of them, each 1 to 512; the
 *     decoder mirrors them
 * @param kernel side of every kernel, 3
 * @param batch images per step, 1 to 1,024
 * @param epochs passes over the training images, 1 to 10,000
 * @param learningRate of Adam, above 0, at most 1
 * @param seed of initial weights, shuffle, mixture and samples, 0 to 2^53 - 1
 */
public record TrainingConfiguration(
        String preset,
        int side,
        int channels,
        int latents,
        List<Integer> convolutionChannels,
        int kernel,
        int batch,
        int epochs,
        double learningRate,
        long seed) {
    public static final String SEED_PRESET = "seed";

    public TrainingConfiguration {
        check("preset", preset, SEED_PRESET.equals(preset) || preset.equals("custom"), "seed or custom");
        check("channels", channels, channels == 1 || channels == 3, "1 or 3");
        within("latents", latents, 1, 1024);
        convolutionChannels = List.copyOf(convolutionChannels);
        within("convolutionChannels.size", convolutionChannels.size(), 1, 6);
        convolutionChannels.forEach(count -> within("convolutionChannels", count, 1, 512));
        check("kernel", kernel, kernel == 3, "3");
        within("side", side, 8, 512);
        int factor = 1 << convolutionChannels.size();
        check("side", side, side % factor == 0, "a multiple of " + factor + ", as every convolution halves it");
        within("batch", batch, 1, 1024);
        within("epochs", epochs, 1, 10_000);
        check("learningRate", learningRate, learningRate > 0 && learningRate <= 1, "above 0 and at most 1");
        within("seed", seed, 0, Require.GREATEST_SEED);
    }

    /** The preset {@code seed}: grey, 64 x 64, 32 latents, 16-32-64 channels, batch 32, 50 epochs; 312,801 parameters. */
    public static TrainingConfiguration seedPreset() {
        return new TrainingConfiguration(SEED_PRESET, 64, 1, 32, List.of(16, 32, 64), 3, 32, 50, 1e-3, 0);
    }

    /** The configuration of that name, with its own epochs and seed. */
    public static TrainingConfiguration preset(String name) {
        check("preset", name, SEED_PRESET.equals(name), SEED_PRESET);
        return seedPreset();
    }

    public TrainingConfiguration withEpochs(int count) {
        return new TrainingConfiguration(
                preset, side, channels, latents, convolutionChannels, kernel, batch, count, learningRate, seed);
    }

    public TrainingConfiguration withSeed(long value) {
        return new TrainingConfiguration(
                preset, side, channels, latents, convolutionChannels, kernel, batch, epochs, learningRate, value);
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
        return convolutionChannels.getLast() * innerSide() * innerSide();
    }

    /** By field, as a model's manifest carries it. */
    public Map<String, String> fields() {
        Map<String, String> fields = new TreeMap<>();
        fields.put("preset", preset);
        fields.put("side", Integer.toString(side));
        fields.put("channels", Integer.toString(channels));
        fields.put("latents", Integer.toString(latents));
        fields.put("convolutionChannels", convolutionChannels.toString());
        fields.put("kernel", Integer.toString(kernel));
        fields.put("batch", Integer.toString(batch));
        fields.put("epochs", Integer.toString(epochs));
        fields.put("learningRate", Double.toString(learningRate));
        fields.put("seed", Long.toString(seed));
        return fields;
    }

    private static void within(String field, long found, long least, long most) {
        check(field, found, found >= least && found <= most, least + " to " + most);
    }

    private static void check(String field, Object found, boolean possible, String allowed) {
        if (!possible) {
            throw new LikenessException(
                    ErrorCode.IMPOSSIBLE_CONFIGURATION, "%s: expected %s, found %s".formatted(field, allowed, found));
        }
    }
}
