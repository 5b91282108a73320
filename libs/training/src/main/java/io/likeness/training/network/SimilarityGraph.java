package io.likeness.training.network;

import io.likeness.contracts.training.LossWeights;
import io.likeness.contracts.training.TrainingConfiguration;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Structural similarity in a SameDiff graph (Wang, Bovik, Sheikh, Simoncelli, "Image Quality Assessment: From Error Visibility to
 * Structural Similarity", IEEE Transactions on Image Processing 13, 2004, equation 13): local means, variances and covariance under an
 * 11 x 11 Gaussian window of deviation 1.5 at every position where it fits, {@code C1 = (0.01 L)^2}, {@code C2 = (0.03 L)^2}, L = 1.
 */
final class SimilarityGraph {
    private static final int WINDOW = LossWeights.SSIM_WINDOW;
    private static final double DEVIATION = 1.5;
    private static final double C1 = 0.01 * 0.01;
    private static final double C2 = 0.03 * 0.03;

    private final SameDiff graph;
    private final DataType type;
    private final int side;
    private final int positions;

    SimilarityGraph(SameDiff graph, TrainingConfiguration configuration, DataType type) {
        this.graph = graph;
        this.type = type;
        this.side = configuration.side();
        this.positions = side - WINDOW + 1;
    }

    /** Of two {@code [N, C, S, S]}, channel by channel and at every position, in no stated order. */
    SDVariable between(SDVariable x, SDVariable y) {
        SDVariable windows = graph.constant("windows", windows());
        SDVariable meanX = smooth(x, windows);
        SDVariable meanY = smooth(y, windows);
        SDVariable product = meanX.mul(meanY);
        SDVariable squares = square(meanX).add(square(meanY));
        SDVariable variances = smooth(square(x).add(square(y)), windows).sub(squares);
        SDVariable covariance = smooth(x.mul(y), windows).sub(product);
        SDVariable alike = product.mul(2).add(C1).mul(covariance.mul(2).add(C2));
        return alike.div(squares.add(C1).mul(variances.add(C2)));
    }

    private SDVariable square(SDVariable values) {
        return graph.math().square(values);
    }

    /**
     * The window is the product of a column and a row. Along the rows of an image, then along those of its transpose, each is a product of
     * matrices: a third of the time of two convolutions with one channel (a step of the seed preset: 24 ms against 65).
     */
    private SDVariable smooth(SDVariable images, SDVariable windows) {
        SDVariable rows = graph.reshape(images, -1, side).mmul(windows);
        SDVariable columns = graph.permute(graph.reshape(rows, -1, side, positions), 0, 2, 1);
        return graph.reshape(columns, -1, side).mmul(windows);
    }

    /** {@code [S, S - 10]}: each column is the window at one position, zero elsewhere. */
    private INDArray windows() {
        double[] window = window();
        INDArray windows = Nd4j.zeros(type, side, positions);
        for (int position = 0; position < positions; position++) {
            for (int i = 0; i < WINDOW; i++) {
                windows.putScalar(position + i, position, window[i]);
            }
        }
        return windows;
    }

    /** Of sum 1. */
    private static double[] window() {
        double[] values = new double[WINDOW];
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
            double distance = i - (WINDOW - 1) / 2.0;
            values[i] = Math.exp(-distance * distance / (2 * DEVIATION * DEVIATION));
            sum += values[i];
        }
        for (int i = 0; i < WINDOW; i++) {
            values[i] /= sum;
        }
        return values;
    }
}
