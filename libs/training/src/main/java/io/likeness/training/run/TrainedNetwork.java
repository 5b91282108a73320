package io.likeness.training.run;

import io.likeness.training.protocol.EpochReport;
import java.util.List;

/**
 * Weights of the epoch of lowest validation loss, and all epochs. The array is owned by this object: callers do not change it.
 */
public final class TrainedNetwork implements TrainingOutcome {
    private final float[] weights;
    private final EpochReport best;
    private final List<EpochReport> epochs;

    TrainedNetwork(float[] weights, EpochReport best, List<EpochReport> epochs) {
        this.weights = weights;
        this.best = best;
        this.epochs = List.copyOf(epochs);
    }

    /** In the layout of {@link io.likeness.training.network.Parameters}. */
    public float[] weights() {
        return weights;
    }

    public EpochReport best() {
        return best;
    }

    public List<EpochReport> epochs() {
        return epochs;
    }
}
