package io.likeness.training.export;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.network.Layers;
import io.likeness.training.network.Network;

/** Compares the exported models in ONNX Runtime with the network they were exported from. Immutable, safe for threads. */
public final class ParityCheck {
    /** A fortieth of a grey level, so that no more than a rare pixel can round differently. */
    public static final double IMAGE_TOLERANCE = 1e-4;

    public static final double LATENT_TOLERANCE = 1e-4;

    private final TrainingConfiguration configuration;

    public ParityCheck(TrainingConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * Measures and insists.
     *
     * @param network holds the weights that were exported
     * @param faces values {@code float[N, C, S, S]} in [0, 1]
     * @param latents values {@code float[N, D]}
     * @throws LikenessException {@code PARITY_FAILED} with the measured value, if the two are further apart than the tolerances
     */
    public Parity require(Network network, byte[] encoder, byte[] decoder, Inputs faces, Inputs latents) {
        Parity parity = measure(network, encoder, decoder, faces, latents);
        requireWithin("images", parity.imageError(), IMAGE_TOLERANCE);
        requireWithin("latents", parity.latentError(), LATENT_TOLERANCE);
        return parity;
    }

    /**
     * What a model is given.
     *
     * @param values row-major
     * @param labels {@code float[N, K]}; empty for an unconditional network
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed over for one comparison.
    public record Inputs(float[] values, float[] labels) {}

    private Parity measure(Network network, byte[] encoder, byte[] decoder, Inputs faces, Inputs latents) {
        int faceCount = faces.values.length / configuration.imageLength();
        int side = configuration.side();
        float[] expectedLatents = network.encode(faces.values, faces.labels, faceCount);
        try (OnnxSession encoding = new OnnxSession(encoder, Layers.IMAGE);
                OnnxSession decoding = new OnnxSession(decoder, Layers.LATENT)) {
            float[] foundLatents =
                    encoding.run(faces.values, faces.labels, faceCount, configuration.channels(), side, side);
            Inputs encoded = new Inputs(expectedLatents, faces.labels);
            double imageError =
                    Math.max(imageError(network, decoding, encoded), imageError(network, decoding, latents));
            return new Parity(imageError, relativeError(expectedLatents, foundLatents));
        }
    }

    private double imageError(Network network, OnnxSession decoding, Inputs latents) {
        int count = latents.values.length / configuration.latents();
        float[] expected = network.decode(latents.values, latents.labels, count);
        float[] found = decoding.run(latents.values, latents.labels, count, configuration.latents());
        return greatestDifference(expected, found, 0, expected.length);
    }

    private double relativeError(float[] expected, float[] found) {
        int dimension = configuration.latents();
        double greatest = 0;
        for (int from = 0; from < expected.length; from += dimension) {
            double size = greatestDifference(expected, new float[expected.length], from, from + dimension);
            double difference = greatestDifference(expected, found, from, from + dimension);
            greatest = Math.max(greatest, difference / Math.max(size, Float.MIN_NORMAL));
        }
        return greatest;
    }

    /** NaN counts as infinitely far. */
    private static double greatestDifference(float[] expected, float[] found, int from, int to) {
        double greatest = 0;
        for (int i = from; i < to; i++) {
            double difference = Math.abs((double) expected[i] - found[i]);
            greatest = Math.max(greatest, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
        }
        return greatest;
    }

    private static void requireWithin(String what, double found, double tolerance) {
        if (found > tolerance) {
            throw new LikenessException(
                    ErrorCode.PARITY_FAILED,
                    "%s of the network and ONNX Runtime: expected a difference of %.1e or less, found %.3e"
                            .formatted(what, tolerance, found));
        }
    }
}
