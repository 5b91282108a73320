package io.likeness.training.run;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;

/**
 * Ends a training that learns nothing any more: a loss that is no number, or a validation loss above that of the first weights for three
 * epochs in a row.
 */
final class Divergence {
    private static final int PATIENCE = 3;
    /** What stands still is not above its start by its last bits. */
    private static final double MARGIN = 1.001;

    private double start = Double.NaN;
    private int epochsAbove;

    Divergence() {}

    Divergence(double start, int epochsAbove) {
        this.start = start;
        this.epochsAbove = epochsAbove;
    }

    boolean started() {
        return !Double.isNaN(start);
    }

    /** Notes the validation loss of the first weights. */
    void start(double validationLoss) {
        requireFinite("validation loss", 0, validationLoss);
        start = validationLoss;
    }

    /** @throws LikenessException {@code TRAINING_DIVERGED} if the loss is no number */
    void step(int epoch, double loss) {
        requireFinite("loss", epoch, loss);
    }

    /** @throws LikenessException {@code TRAINING_DIVERGED} */
    void epoch(int epoch, double validationLoss) {
        requireFinite("validation loss", epoch, validationLoss);
        epochsAbove = validationLoss > MARGIN * start ? epochsAbove + 1 : 0;
        if (epochsAbove >= PATIENCE) {
            throw new LikenessException(
                    ErrorCode.TRAINING_DIVERGED,
                    "validation loss of epoch %d: expected %.6g, its start, or less, found %.6g, the third epoch above it; lower learningRate"
                            .formatted(epoch, start, validationLoss));
        }
    }

    double start() {
        return start;
    }

    int epochsAbove() {
        return epochsAbove;
    }

    private static void requireFinite(String what, int epoch, double loss) {
        if (!Double.isFinite(loss)) {
            throw new LikenessException(
                    ErrorCode.TRAINING_DIVERGED,
                    "%s of epoch %d: expected a finite number, found %s; lower learningRate"
                            .formatted(what, epoch, loss));
        }
    }
}
