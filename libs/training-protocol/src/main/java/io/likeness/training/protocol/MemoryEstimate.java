package io.likeness.training.protocol;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.training.LossWeights;
import io.likeness.contracts.training.TrainingConfiguration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntToLongFunction;
import java.util.function.ToLongFunction;

/**
 * What a run needs of a child's two limits, its Java heap and its native memory, counted before it is started: an upper estimate, made of
 * what the engine keeps at once. Loads no native code. Immutable, safe for threads.
 */
public final class MemoryEstimate {
    private static final long MEBIBYTE = 1L << 20;
    private static final int FLOAT = Float.BYTES;

    /** Room for classes' data, buffers and what waits for the collector. */
    private static final long HEAP_BASE = 64 * MEBIBYTE;
    /** Room for what oneDNN, ND4J and ONNX Runtime keep besides tensors. */
    private static final long NATIVE_BASE = 64 * MEBIBYTE;

    /** Weights, two moments of Adam, best weights and mean gradient. */
    private static final int WEIGHT_COPIES = 5;
    /** A checkpoint is written and read array by array: one as numbers and as bytes. */
    private static final int CHECKPOINT_COPIES = 2;
    /** Encoder and decoder as protocol buffers, and as the bytes of their files. */
    private static final int EXPORT_COPIES = 2;
    /** A batch, the next one, its reconstructions, the gradient of the loss, and one between the input pipeline's stages. */
    private static final int BATCH_COPIES = 5;
    /** Weights, their gradients, both once more in the layout of the other direction, and scratch of a gradient's size. */
    private static final int NATIVE_WEIGHT_COPIES = 5;

    /** Weights, their average, the best and two moments of Adam. */
    private static final int ADVERSARIAL_COPIES = 5;
    /** Weights and two moments of Adam. */
    private static final int DISCRIMINATOR_COPIES = 3;
    /** For each replica: gradients of drawn and of real faces. */
    private static final int DISCRIMINATOR_GRADIENTS = 2;
    /** Photographs, as read and as dealt, originals, drawn faces, what augmentation makes of them, and three gradients. */
    private static final int ADVERSARIAL_BATCH_COPIES = 8;
    /** Photographs, samples, what halving loses of each, and the halves. */
    private static final int HEALTH_COPIES = 5;
    /** Forward, and gradients once with and once without those of the weights. */
    private static final int DISCRIMINATOR_PASSES = 3;

    private static final int FORWARD_BATCH = 64;
    /** As numbers at once: 256 faces and as many samples for pairwise distances, or two parts on their way to bytes. */
    private static final int EVALUATION_IMAGES = 2 * 256;
    /** Of each face that is searched: a vector of 64 features. */
    private static final long EVALUATION_FEATURES = 64L * Double.BYTES * EvaluationSize.MOST_SEARCHED;

    private static final int DENSITY_IMAGES = 20_000;
    /** As parts and joined. */
    private static final int DENSITY_COPIES = 2;
    /** Of a component: covariance, its factor, the sums of the next iteration, and the result. */
    private static final int COVARIANCE_COPIES = 4;

    private static final int FILM_SCENES = 64;
    private static final int FILM_IMAGES = 32;
    private static final int FILM_SIDE = 64;
    /** Images, frames and the file, none of which shrinks at worst. */
    private static final int FILM_COPIES = 3;

    private final TrainingConfiguration configuration;
    private final int replicas;
    private final long trainImages;

    /**
     * Of one run.
     *
     * @param replicas 1 to 64
     * @param trainImages 0 or more
     */
    public MemoryEstimate(TrainingConfiguration configuration, int replicas, long trainImages) {
        this.configuration = configuration;
        this.trainImages = trainImages;
        this.replicas = Require.between("replicas", replicas, 1, 64);
    }

    /** Bytes of Java heap: weights, batches, the film, and the greatest of what training, density and evaluation need in turn. */
    public long heapBytes() {
        return heapBytes(NetworkSize.of(configuration), configuration.batch());
    }

    /** Bytes of native memory: every replica's weights, its part of a batch with gradients, and a batch of 64 on its way forward. */
    public long nativeBytes() {
        return nativeBytes(NetworkSize.of(configuration), configuration.batch());
    }

    /**
     * Refuses a run that would not fit.
     *
     * @param heapBytes limit of the child's Java heap
     * @param nativeBytes limit of its native memory
     * @throws LikenessException {@code IMPOSSIBLE_CONFIGURATION} naming what to make smaller: {@code batch} where that is enough, else
     *     {@code side}, else {@code convolutionChannels}
     */
    public void require(long heapBytes, long nativeBytes) {
        require("Java heap", heapBytes, this::heapBytes);
        require("native memory", nativeBytes, this::nativeBytes);
    }

    private void require(String memory, long limit, Need need) {
        NetworkSize network = NetworkSize.of(configuration);
        int batch = configuration.batch();
        if (need.bytes(network, batch) <= limit) {
            return;
        }
        String limited = " for " + limit / MEBIBYTE + " MiB of " + memory;
        int possible = greatestBatch(limit, size -> need.bytes(network, size), batch);
        if (possible > 0) {
            throw impossible("batch", "at most " + possible + limited, batch);
        }
        OptionalInt side = greatestSide(limit, smaller -> need.bytes(smaller, batch));
        if (side.isEmpty()) {
            side = greatestSide(limit, smaller -> need.bytes(smaller, 1));
        }
        if (side.isPresent()) {
            throw impossible("side", "at most " + side.getAsInt() + limited, configuration.side());
        }
        throw impossible("convolutionChannels", "fewer or smaller ones" + limited, configuration.convolutionChannels());
    }

    private long heapBytes(NetworkSize network, int batch) {
        long parameters = network.parameters();
        if (parameters > Integer.MAX_VALUE) {
            // They travel in one array, which holds no more, however large the heap.
            return Long.MAX_VALUE;
        }
        long weights = FLOAT * parameters * (WEIGHT_COPIES + replicas) + adversarialWeightBytes(network);
        long image = FLOAT * network.imageLength();
        long training = FLOAT * parameters * CHECKPOINT_COPIES
                + image * (BATCH_COPIES * (long) batch + 2L * FORWARD_BATCH * replicas)
                + adversarialBytes(network, batch);
        long density = densityBytes(network.latents()) + FLOAT * parameters * EXPORT_COPIES;
        long evaluation = image * EVALUATION_IMAGES
                + network.imageLength()
                        * EvaluationSize.of((int) network.imageLength()).images()
                + EVALUATION_FEATURES;
        return HEAP_BASE + weights + filmBytes(network) + Math.max(training, Math.max(density, evaluation));
    }

    private long nativeBytes(NetworkSize network, int batch) {
        long part = (batch + replicas - 1L) / replicas;
        long training = 2 * part * replicas * network.blockedActivations();
        // The parity check runs one more network, beside the replicas.
        long forward = FORWARD_BATCH * (replicas + 1L) * network.blockedActivations();
        long weights = NATIVE_WEIGHT_COPIES * (replicas + 1L) * network.blockedParameters();
        long discriminating = discriminator(network)
                .map(size -> DISCRIMINATOR_PASSES * part * replicas * size.blockedActivations()
                        + (long) NATIVE_WEIGHT_COPIES * replicas * size.blockedParameters())
                .orElse(0L);
        return NATIVE_BASE + FLOAT * (training + forward + weights + discriminating);
    }

    private Optional<DiscriminatorSize> discriminator(NetworkSize network) {
        return Optional.ofNullable(configuration.adversarial())
                .map(stage -> DiscriminatorSize.of(configuration, stage, network.side()));
    }

    /** Of heap, from the adversarial stage to the end. */
    private long adversarialWeightBytes(NetworkSize network) {
        return discriminator(network)
                .map(size ->
                        FLOAT * (ADVERSARIAL_COPIES * network.parameters() + DISCRIMINATOR_COPIES * size.parameters()))
                .orElse(0L);
    }

    /** Of heap, in the adversarial stage alone: gradients, batches, latents of all images, and the looks at its samples. */
    private long adversarialBytes(NetworkSize network, int batch) {
        return discriminator(network)
                .map(size -> {
                    long copies = (1L + replicas) * network.parameters()
                            + (2L + (long) DISCRIMINATOR_GRADIENTS * replicas) * size.parameters();
                    long images = (long) ADVERSARIAL_BATCH_COPIES * batch
                            + (long) HEALTH_COPIES * EvaluationSize.healthImages((int) network.imageLength());
                    return FLOAT * (copies + images * network.imageLength() + trainImages * network.latents());
                })
                .orElse(0L);
    }

    private static long densityBytes(int latents) {
        int components = Math.clamp(DENSITY_IMAGES / (2L * latents), 1, TrainingRequest.DEFAULT_MIXTURE_COMPONENTS);
        long points = (long) FLOAT * DENSITY_IMAGES * latents * DENSITY_COPIES;
        return points + (long) Double.BYTES * components * latents * latents * COVARIANCE_COPIES;
    }

    private long filmBytes(NetworkSize network) {
        long side = Math.min(FILM_SIDE, network.side());
        long scenes = Math.min(FILM_SCENES, configuration.allEpochs());
        return FILM_COPIES * scenes * FILM_IMAGES * configuration.channels() * side * side;
    }

    /** The greatest batch below {@code batch} that fits, or 0. */
    private static int greatestBatch(long limit, IntToLongFunction bytes, int batch) {
        int fits = 0;
        int tooLarge = batch;
        while (tooLarge - fits > 1) {
            int middle = (fits + tooLarge) >>> 1;
            if (bytes.applyAsLong(middle) <= limit) {
                fits = middle;
            } else {
                tooLarge = middle;
            }
        }
        return fits;
    }

    /** The greatest smaller side that fits and is possible otherwise. */
    private OptionalInt greatestSide(long limit, ToLongFunction<NetworkSize> bytes) {
        NetworkSize network = NetworkSize.of(configuration);
        int step = 1
                << Math.max(
                        network.depth(),
                        discriminator(network).map(DiscriminatorSize::depth).orElse(0));
        int least = Math.max(8, configuration.loss().ssim() > 0 ? LossWeights.SSIM_WINDOW : 0);
        for (int side = network.side() - step; side >= least; side -= step) {
            NetworkSize smaller = network.withSide(side);
            if (smaller.features() >= network.latents() && bytes.applyAsLong(smaller) <= limit) {
                return OptionalInt.of(side);
            }
        }
        return OptionalInt.empty();
    }

    private static LikenessException impossible(String field, String allowed, Object found) {
        return new LikenessException(
                ErrorCode.IMPOSSIBLE_CONFIGURATION, field + ": expected " + allowed + ", found " + found);
    }

    /** Bytes that a network needs at a batch size. */
    @FunctionalInterface
    private interface Need {
        long bytes(NetworkSize network, int batch);
    }
}
