package io.likeness.training.run;

import io.likeness.training.network.Adam;
import io.likeness.training.protocol.EpochReport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a training is: all that a checkpoint holds and that decides how it goes on. Orders and augmentation follow from seed, epoch and
 * step, so there is no other random state. For one thread, which owns the arrays.
 */
final class Progress {
    final float[] weights;
    final Adam adam;
    final LossSums sums = new LossSums();
    final List<EpochReport> epochs = new ArrayList<>();
    Divergence divergence = new Divergence();
    float[] bestWeights;

    @Nullable
    EpochReport best;
    /** The next one of the epoch that has begun, 0-based. */
    int step;
    /** Spent on training in the epoch that has begun. */
    double seconds;
    /** Of processors, before this process. */
    double cpuSecondsBefore;

    Progress(float[] weights, Adam adam) {
        this.weights = weights;
        this.adam = adam;
        this.bestWeights = weights.clone();
    }

    /** That of the adversarial stage, once it has begun. */
    @Nullable
    AdversarialProgress adversarial;

    /** Of all stages. */
    List<EpochReport> allEpochs() {
        List<EpochReport> all = new ArrayList<>(epochs);
        if (adversarial != null) {
            all.addAll(adversarial.epochs);
        }
        return List.copyOf(all);
    }

    /** Of all stages. */
    int finishedEpochs() {
        return allEpochs().size();
    }

    /** The epoch that has begun, 1-based. */
    int epoch() {
        return epochs.size() + 1;
    }

    /** Closes the epoch. */
    void finish(EpochReport report) {
        epochs.add(report);
        if (best == null || report.validationLoss() < best.validationLoss()) {
            best = report;
            bestWeights = weights.clone();
        }
        sums.clear();
        step = 0;
        seconds = 0;
    }

    /** Whether so many epochs have passed without a lower validation loss; 0 is never. */
    boolean stalled(int patience) {
        return patience > 0 && best != null && epochs.size() - best.epoch() >= patience;
    }
}
