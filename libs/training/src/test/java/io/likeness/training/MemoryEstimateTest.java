package io.likeness.training;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.AdversarialStage;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.network.DiscriminatorDesign;
import io.likeness.training.network.Parameters;
import io.likeness.training.protocol.DiscriminatorSize;
import io.likeness.training.protocol.MemoryEstimate;
import io.likeness.training.protocol.NetworkSize;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MemoryEstimateTest {
    private static final long MEBIBYTE = 1L << 20;
    private static final long IMAGES = 100_000;
    private static final long PLENTY = 1L << 50;
    private static final long HEAP = 768 * MEBIBYTE;
    private static final long NATIVE = 2048 * MEBIBYTE;

    @Test
    void countsTheParametersOfTheNetwork() {
        for (TrainingConfiguration configuration : List.of(
                TrainingConfiguration.seedPreset(),
                TrainingConfiguration.smallPreset(),
                ToyFaces.SMALL,
                network(96, 3, 10, List.of(5, 17, 33, 40, 2), 7))) {
            assertEquals(
                    new Parameters(configuration).length(),
                    NetworkSize.of(configuration).parameters());
            assertTrue(NetworkSize.of(configuration).blockedParameters()
                    >= NetworkSize.of(configuration).parameters());
        }
    }

    @Test
    void countsTheActivationsOfTheSeedNetworkInBlocks() {
        long seed = NetworkSize.of(TrainingConfiguration.seedPreset()).blockedActivations();
        // Two plain images, one of 16 channels, three layers there and back, the features once more, the latents.
        long expected = 2 * 4096 + 16 * 4096 + 2 * (16 * 1024 + 32 * 256 + 64 * 64) + 4096 + 32;
        assertEquals(expected, seed);
    }

    @Test
    void presetsAndLargeFacesFitIntoAChildOfDefaultSize() {
        for (int replicas : new int[] {1, 2}) {
            for (TrainingConfiguration configuration : List.of(
                    TrainingConfiguration.seedPreset(),
                    TrainingConfiguration.smallPreset(),
                    network(128, 1, 64, List.of(16, 32, 64, 128), 32),
                    network(64, 3, 64, List.of(32, 64, 128), 64))) {
                assertDoesNotThrow(() -> new MemoryEstimate(configuration, replicas, IMAGES).require(HEAP, NATIVE));
            }
        }
    }

    @Test
    void everyPresetFitsAtEverySideAndInColour() {
        for (String preset : TrainingConfiguration.PRESETS) {
            for (int side : new int[] {32, 64, 128}) {
                for (int channels : new int[] {1, 3}) {
                    TrainingConfiguration configuration =
                            ToyFaces.shaped(TrainingConfiguration.preset(preset), side, channels);
                    assertDoesNotThrow(
                            () -> new MemoryEstimate(configuration, 2, IMAGES).require(HEAP, NATIVE),
                            configuration::toString);
                }
            }
        }
    }

    @Test
    void countsTheAdversarialStage() {
        TrainingConfiguration quality = TrainingConfiguration.qualityPreset();
        AdversarialStage stage = Objects.requireNonNull(quality.adversarial());
        DiscriminatorSize size = DiscriminatorSize.of(quality, stage, quality.side());
        assertEquals(Parameters.of(DiscriminatorDesign.of(quality, stage)).length(), size.parameters());
        // The image, plain and in 16 channels; 32, 48, 96 and 192 channels of halves; 16 for the logits, 2 x 2.
        assertEquals(17 * 4096 + 32 * 1024 + 48 * 256 + 96 * 64 + 192 * 16 + 16 * 4, size.blockedActivations());
        TrainingConfiguration told = quality.withConditions(
                IntStream.range(0, 40).mapToObj(i -> "label" + i).toList());
        assertEquals(
                Parameters.of(DiscriminatorDesign.of(told, stage)).length(),
                DiscriminatorSize.of(told, stage, told.side()).parameters());
        MemoryEstimate few = new MemoryEstimate(quality, 2, 0);
        MemoryEstimate many = new MemoryEstimate(quality, 2, 1_000_000);
        assertEquals(few.nativeBytes(), many.nativeBytes());
        assertTrue(many.heapBytes() - few.heapBytes() > 400 * MEBIBYTE, "128 latents of a million images");
    }

    @Test
    void growsWithBatchSideAndChannels() {
        List<Stream<TrainingConfiguration>> growing = List.of(
                Stream.of(1, 8, 32, 40, 64, 512, 1024).map(batch -> network(64, 1, 32, List.of(16, 32), batch)),
                Stream.of(16, 32, 64, 128, 256, 512).map(side -> network(side, 1, 32, List.of(16, 32), 32)),
                Stream.of(1, 3).map(channels -> network(64, channels, 32, List.of(16, 32), 32)),
                Stream.of(8, 16, 17, 64, 512).map(width -> network(64, 1, 32, List.of(16, width), 32)),
                Stream.of(1, 16, 32, 1024).map(latents -> network(64, 1, latents, List.of(16, 32), 32)));
        for (Stream<TrainingConfiguration> stream : growing) {
            List<TrainingConfiguration> configurations = stream.toList();
            for (int i = 1; i < configurations.size(); i++) {
                for (int replicas : new int[] {1, 2, 5}) {
                    MemoryEstimate smaller = new MemoryEstimate(configurations.get(i - 1), replicas, IMAGES);
                    MemoryEstimate larger = new MemoryEstimate(configurations.get(i), replicas, IMAGES);
                    String which = configurations.get(i).toString();
                    assertTrue(larger.heapBytes() >= smaller.heapBytes(), which);
                    assertTrue(larger.nativeBytes() >= smaller.nativeBytes(), which);
                    assertTrue(
                            larger.nativeBytes() + larger.heapBytes() > smaller.nativeBytes() + smaller.heapBytes(),
                            which);
                }
            }
        }
    }

    @Test
    void growsWithReplicas() {
        for (int replicas = 1; replicas < 8; replicas++) {
            MemoryEstimate fewer = new MemoryEstimate(TrainingConfiguration.seedPreset(), replicas, IMAGES);
            MemoryEstimate more = new MemoryEstimate(TrainingConfiguration.seedPreset(), replicas + 1, IMAGES);
            assertTrue(more.heapBytes() > fewer.heapBytes());
            assertTrue(more.nativeBytes() > fewer.nativeBytes());
        }
    }

    @Test
    void namesTheGreatestBatchThatFits() {
        for (int replicas : new int[] {1, 2}) {
            int possible =
                    greatest("batch", "native memory", network(128, 3, 64, List.of(64, 128, 256), 1024), replicas);
            assertTrue(possible >= 1 && possible < 1024, "found " + possible);
            assertFits(network(128, 3, 64, List.of(64, 128, 256), possible), replicas, true);
            assertFits(network(128, 3, 64, List.of(64, 128, 256), possible + 1), replicas, false);
        }
    }

    @Test
    void namesTheGreatestSideWhereNoBatchFits() {
        TrainingConfiguration large = network(512, 1, 512, List.of(32, 64), 32);
        int possible = greatest("side", "native memory", large, 2);
        assertEquals(0, possible % 4);
        assertFits(network(possible, 1, 512, List.of(32, 64), 32), 2, true);
        assertFits(network(possible + 4, 1, 512, List.of(32, 64), 32), 2, false);
    }

    @Test
    void namesTheChannelsWhereNoSideFits() {
        TrainingConfiguration wide = network(64, 1, 32, List.of(512, 512, 512, 512, 512), 32);
        assertEquals(
                "convolutionChannels: expected fewer or smaller ones for 256 MiB of native memory,"
                        + " found [512, 512, 512, 512, 512]",
                refusal(wide, 1, PLENTY, 256 * MEBIBYTE));
    }

    @Test
    void aNetworkBeyondOneArrayFitsIntoNoHeap() {
        TrainingConfiguration huge = network(512, 1, 1024, List.of(512), 1);
        assertTrue(NetworkSize.of(huge).parameters() > Integer.MAX_VALUE);
        String found = refusal(huge, 1, Long.MAX_VALUE - 1, PLENTY);
        assertTrue(found.startsWith("side: expected at most ") && found.contains("MiB of Java heap"), found);
    }

    @Test
    void theLimitItselfIsEnough() {
        MemoryEstimate seed = new MemoryEstimate(TrainingConfiguration.seedPreset(), 2, IMAGES);
        assertDoesNotThrow(() -> seed.require(seed.heapBytes(), seed.nativeBytes()));
        assertThrows(LikenessException.class, () -> seed.require(seed.heapBytes() - 1, seed.nativeBytes()));
        assertThrows(LikenessException.class, () -> seed.require(seed.heapBytes(), seed.nativeBytes() - 1));
    }

    /** The limit that the refusal of a native memory of 2 GiB states for a field. */
    private static int greatest(String field, String memory, TrainingConfiguration configuration, int replicas) {
        Matcher refusal = Pattern.compile(
                        field + ": expected at most (\\d+) for 2048 MiB of " + memory + ", found \\d+")
                .matcher(refusal(configuration, replicas, PLENTY, NATIVE));
        assertTrue(refusal.matches(), refusal.toString());
        return Integer.parseInt(refusal.group(1));
    }

    private static void assertFits(TrainingConfiguration configuration, int replicas, boolean fits) {
        assertEquals(fits, new MemoryEstimate(configuration, replicas, IMAGES).nativeBytes() <= NATIVE);
    }

    private static String refusal(TrainingConfiguration configuration, int replicas, long heap, long nativeBytes) {
        LikenessException refused = assertThrows(
                LikenessException.class,
                () -> new MemoryEstimate(configuration, replicas, IMAGES).require(heap, nativeBytes));
        assertEquals(ErrorCode.IMPOSSIBLE_CONFIGURATION, refused.code());
        return "" + refused.getMessage();
    }

    private static TrainingConfiguration network(int side, int channels, int latents, List<Integer> width, int batch) {
        return ToyFaces.network(side, channels, latents, width, batch, 50, 1e-3, 0);
    }
}
