package io.likeness.training.adversarial;

import io.likeness.contracts.Require;
import io.likeness.latents.RandomStream;
import io.likeness.training.network.Layers;
import io.likeness.training.network.Parameter;
import io.likeness.training.network.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Divides each weight, as a matrix of inputs by outputs, by its greatest singular value, which one step of power iteration a call keeps close
 * (Miyato et al., "Spectral Normalization for Generative Adversarial Networks", ICLR 2018, algorithm 1). Unlike there, every map of logits is an
 * output layer of its own, a matrix of one column with its length for its norm: none takes the others' share of a common one. For one thread.
 */
public final class SpectralNormalisation {
    private static final int FIRST_ITERATIONS = 20;
    private static final float LEAST_NORM = 1e-12f;

    private final float[] directions;
    private final List<Matrix> matrices;

    private SpectralNormalisation(Parameters parameters, float[] directions) {
        this.directions = directions;
        List<Matrix> found = new ArrayList<>();
        int next = 0;
        for (Parameter parameter : parameters.all()) {
            if (parameter.shape().size() > 1) {
                int columns = parameter.shape().getLast();
                int each = columnsOfOneMatrix(parameter);
                for (int first = 0; first < columns; first += each) {
                    found.add(new Matrix(parameter, first, each, directions, next + first));
                }
                next += columns;
            }
        }
        this.matrices = List.copyOf(found);
    }

    /** For weights that have just been drawn. */
    public static SpectralNormalisation start(Parameters parameters, float[] weights, long seed) {
        RandomStream random = new RandomStream(seed);
        float[] directions = new float[directions(parameters)];
        for (int i = 0; i < directions.length; i++) {
            directions[i] = (float) random.nextGaussian();
        }
        SpectralNormalisation normalisation = new SpectralNormalisation(parameters, directions);
        for (Matrix matrix : normalisation.matrices) {
            for (int i = 0; i < FIRST_ITERATIONS; i++) {
                matrix.iterate(weights);
            }
        }
        return normalisation;
    }

    /**
     * Scales every weight whose norm, as one matrix, is above a bound down to it. Begins anew at each call, with {@value #FIRST_ITERATIONS} steps of power
     * iteration, so it depends on its arguments alone; a norm is found from below, to about a percent.
     *
     * @param parameters where the matrices lie in {@code weights}; those of one dimension are left
     */
    public static void bound(List<Parameter> parameters, float[] weights, double most) {
        for (Parameter parameter : parameters) {
            if (parameter.shape().size() > 1) {
                int columns = parameter.shape().getLast();
                float[] direction = new float[columns];
                Arrays.fill(direction, 1);
                Matrix matrix = new Matrix(parameter, 0, columns, direction, 0);
                for (int i = 0; i < FIRST_ITERATIONS; i++) {
                    matrix.iterate(weights);
                }
                matrix.bound(weights, (float) most);
            }
        }
    }

    /** One that goes on where another stopped; owns the array. */
    public static SpectralNormalisation resume(Parameters parameters, float[] directions) {
        int expected = directions(parameters);
        Require.between("directions", directions.length, expected, expected);
        return new SpectralNormalisation(parameters, directions);
    }

    /** The outputs' singular vectors, one after the other: all that a step leaves to the next. */
    public float[] directions() {
        return directions;
    }

    /**
     * Moves the singular vectors by one step and divides.
     *
     * @param normalised overwritten with the weights over their norms; biases stay as they are
     */
    public void normalise(float[] weights, float[] normalised) {
        System.arraycopy(weights, 0, normalised, 0, weights.length);
        for (Matrix matrix : matrices) {
            matrix.iterate(weights);
            matrix.divide(normalised);
        }
    }

    /** Turns gradients by normalised weights into those by the weights (the paper's equation 12), with the singular vectors as constants. */
    public void throughNorms(float[] normalised, float[] gradients) {
        for (Matrix matrix : matrices) {
            matrix.through(normalised, gradients);
        }
    }

    private static int columnsOfOneMatrix(Parameter parameter) {
        boolean logits = parameter.name().equals(Layers.weight(Layers.LOGIT_CONVOLUTION));
        return logits ? 1 : parameter.shape().getLast();
    }

    private static int directions(Parameters parameters) {
        return parameters.all().stream()
                .filter(parameter -> parameter.shape().size() > 1)
                .mapToInt(parameter -> parameter.shape().getLast())
                .sum();
    }

    /** Some columns of a weight, which is stored row by row. */
    private static final class Matrix {
        private final int offset;
        private final int rows;
        private final int columns;
        private final int stride;
        private final float[] left;
        private final float[] directions;
        private final int start;
        private float norm = 1;

        Matrix(Parameter parameter, int firstColumn, int columns, float[] directions, int start) {
            this.directions = directions;
            this.start = start;
            this.offset = parameter.offset() + firstColumn;
            this.columns = columns;
            this.stride = parameter.shape().getLast();
            this.rows = parameter.length() / stride;
            this.left = new float[rows];
        }

        void iterate(float[] weights) {
            for (int row = 0; row < rows; row++) {
                float sum = 0;
                int first = first(row);
                for (int column = 0; column < columns; column++) {
                    sum += weights[first + column] * directions[start + column];
                }
                left[row] = sum;
            }
            unit(left, 0, rows);
            Arrays.fill(directions, start, start + columns, 0);
            for (int row = 0; row < rows; row++) {
                float factor = left[row];
                int first = first(row);
                for (int column = 0; column < columns; column++) {
                    directions[start + column] += factor * weights[first + column];
                }
            }
            norm = unit(directions, start, start + columns);
        }

        void divide(float[] weights) {
            scale(weights, 1 / norm);
        }

        void bound(float[] weights, float most) {
            if (norm > most) {
                scale(weights, most / norm);
            }
        }

        void through(float[] normalised, float[] gradients) {
            double dot = 0;
            for (int row = 0; row < rows; row++) {
                int first = first(row);
                for (int i = first; i < first + columns; i++) {
                    dot += normalised[i] * gradients[i];
                }
            }
            float shared = (float) dot;
            float factor = 1 / norm;
            for (int row = 0; row < rows; row++) {
                float scaled = shared * left[row];
                int first = first(row);
                for (int column = 0; column < columns; column++) {
                    gradients[first + column] =
                            factor * (gradients[first + column] - scaled * directions[start + column]);
                }
            }
        }

        private int first(int row) {
            return offset + row * stride;
        }

        private void scale(float[] weights, float factor) {
            for (int row = 0; row < rows; row++) {
                int first = first(row);
                for (int i = first; i < first + columns; i++) {
                    weights[i] *= factor;
                }
            }
        }

        /** Scales a part to length 1; gives the length it had. */
        private static float unit(float[] vector, int from, int to) {
            double square = 0;
            for (int i = from; i < to; i++) {
                square += vector[i] * vector[i];
            }
            float length = Math.max(LEAST_NORM, (float) Math.sqrt(square));
            for (int i = from; i < to; i++) {
                vector[i] /= length;
            }
            return length;
        }
    }
}
