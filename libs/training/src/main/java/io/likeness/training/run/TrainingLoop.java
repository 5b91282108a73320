package io.likeness.training.run;

import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.data.Batch;
import io.likeness.training.data.BatchSource;
import io.likeness.training.data.ImageSplits;
import io.likeness.training.loss.LossTerms;
import io.likeness.training.protocol.EpochReport;
import io.likeness.training.usage.ProcessUsage;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Synchronous data-parallel training from wherever its progress is to the end of the last epoch, or to the point where the validation loss
 * has stalled. The same seed, images and number of replicas give the same weights, whether it runs through or is suspended and resumed in
 * between. For one thread, once.
 */
final class TrainingLoop {
    private static final double NANOS = 1e9;

    private final TrainingConfiguration configuration;
    private final DecoderBound bound;
    private final ImageSplits images;
    private final Progress progress;
    private final DataParallelStep step;
    private final Reconstruction reconstruction;
    private final EpochListener listener;
    private final Checkpoints checkpoints;
    private final Supplier<Order> orders;
    private Order heard = Order.GO_ON;

    /**
     * A loop that has not started.
     *
     * @param progress where to begin; moved forward by the loop
     * @param orders asked before each batch, of training and of validation
     */
    TrainingLoop(
            TrainingConfiguration configuration,
            ImageSplits images,
            DataParallelStep step,
            DecoderBound bound,
            Reconstruction reconstruction,
            Progress progress,
            EpochListener listener,
            Checkpoints checkpoints,
            Supplier<Order> orders) {
        this.configuration = configuration;
        this.bound = bound;
        this.images = images;
        this.progress = progress;
        this.step = step;
        this.reconstruction = reconstruction;
        this.listener = listener;
        this.checkpoints = checkpoints;
        this.orders = orders;
    }

    /** Called after each epoch, on the loop's thread, with the weights at its end. */
    interface EpochListener {
        void finished(EpochReport report, float[] weights);
    }

    /**
     * Trains.
     *
     * @throws io.likeness.contracts.LikenessException {@code TRAINING_DIVERGED}
     */
    TrainingOutcome run() {
        try (BatchSource batches = new BatchSource(images.train(), configuration)) {
            if (!progress.divergence.started()) {
                Optional<LossTerms> start = validate();
                if (start.isEmpty()) {
                    return stopped();
                }
                progress.divergence.start(start.orElseThrow().weighted(configuration.loss()));
            }
            while (progress.epoch() <= configuration.epochs() && !progress.stalled(configuration.patience())) {
                if (!train(batches)) {
                    return stopped();
                }
                long start = System.nanoTime();
                Optional<LossTerms> validation = validate();
                if (validation.isEmpty()) {
                    return stopped();
                }
                double seconds = (System.nanoTime() - start) / NANOS;
                EpochReport report = report(validation.orElseThrow(), seconds, batches.stepsPerEpoch());
                progress.finish(report);
                listener.finished(report, progress.weights);
                checkpoints.epochFinished(progress);
            }
        }
        return new TrainedNetwork(progress.bestWeights, Objects.requireNonNull(progress.best, "best"), progress.epochs);
    }

    /** What the order that came in between makes of the training. */
    private TrainingOutcome stopped() {
        return switch (heard) {
            case CANCEL -> new TrainingOutcome.Cancelled();
            case SUSPEND, GO_ON -> new TrainingOutcome.Suspended(checkpoints.write(progress), progress.epochs.size());
        };
    }

    /** The rest of the epoch that has begun; false if an order came between. */
    private boolean train(BatchSource batches) {
        batches.start(progress.epoch(), progress.step);
        while (progress.step < batches.stepsPerEpoch()) {
            if (!goesOn()) {
                return false;
            }
            long start = System.nanoTime();
            train(batches.next(), batches.stepsPerEpoch());
            progress.seconds += (System.nanoTime() - start) / NANOS;
            checkpoints.stepFinished(progress);
        }
        return true;
    }

    private void train(Batch batch, int stepsPerEpoch) {
        LossTerms terms = step.gradients(progress.weights, batch);
        progress.divergence.step(progress.epoch(), terms.weighted(configuration.loss()));
        step.apply(batch, progress.adam, learningRate(progress.step, stepsPerEpoch), progress.weights);
        progress.sums.add(terms, batch.count());
        progress.step++;
        bound.hold(progress.weights, progress.step, stepsPerEpoch);
    }

    private boolean goesOn() {
        heard = orders.get();
        return heard == Order.GO_ON;
    }

    /** Of a step of the epoch that has begun. */
    private double learningRate(int inEpoch, int stepsPerEpoch) {
        long done = (long) progress.epochs.size() * stepsPerEpoch + inEpoch;
        long all = (long) configuration.epochs() * stepsPerEpoch;
        return configuration.learningRate() * configuration.schedule().factor(done, stepsPerEpoch, all);
    }

    /** Empty if an order came between. */
    private Optional<LossTerms> validate() {
        return reconstruction.terms(progress.weights, images.validation(), this::goesOn);
    }

    private EpochReport report(LossTerms validation, double validationSeconds, int stepsPerEpoch) {
        double seconds = progress.seconds + validationSeconds;
        LossTerms train = progress.sums.means();
        double validationLoss = validation.weighted(configuration.loss());
        progress.divergence.epoch(progress.epoch(), validationLoss);
        ProcessUsage usage = ProcessUsage.now();
        return new EpochReport(
                progress.epoch(),
                train.weighted(configuration.loss()),
                validationLoss,
                train.byName(),
                validation.byName(),
                learningRate(stepsPerEpoch - 1, stepsPerEpoch),
                images.train().count() / progress.seconds,
                seconds,
                seconds * (configuration.epochs() - progress.epoch()),
                progress.cpuSecondsBefore + usage.cpuSeconds(),
                usage.peakResidentBytes());
    }
}
