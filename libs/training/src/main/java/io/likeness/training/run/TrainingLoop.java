package io.likeness.training.run;

import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.EpochReport;
import io.likeness.training.data.Batch;
import io.likeness.training.data.BatchSource;
import io.likeness.training.data.ImageSplits;
import io.likeness.training.loss.LossTerms;
import io.likeness.training.usage.ProcessUsage;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Synchronous data-parallel training from wherever its progress is to the end of the last epoch, or to the point where the validation loss
 * has stalled. The same seed, images and number of replicas give the same weights, whether it runs through or is suspended and resumed in
 * between. For one thread, once.
 */
public final class TrainingLoop {
    private static final double NANOS = 1e9;

    private final TrainingConfiguration configuration;
    private final ImageSplits images;
    private final Progress progress;
    private final DataParallelStep step;
    private final Reconstruction reconstruction;
    private final EpochListener listener;
    private final Checkpoints checkpoints;
    private final Supplier<Order> orders;
    private double learningRate;

    /**
     * A loop that has not started.
     *
     * @param progress where to begin; moved forward by the loop
     * @param orders asked before each batch
     */
    TrainingLoop(
            TrainingConfiguration configuration,
            ImageSplits images,
            DataParallelStep step,
            Reconstruction reconstruction,
            Progress progress,
            EpochListener listener,
            Checkpoints checkpoints,
            Supplier<Order> orders) {
        this.configuration = configuration;
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
    public TrainingOutcome run() {
        try (BatchSource batches = new BatchSource(images.train(), configuration)) {
            if (!progress.divergence.started()) {
                progress.divergence.start(validationLoss());
            }
            while (progress.epoch() <= configuration.epochs() && !progress.stalled(configuration.patience())) {
                Optional<TrainingOutcome> stopped = train(batches);
                if (stopped.isPresent()) {
                    return stopped.orElseThrow();
                }
                EpochReport report = report();
                progress.finish(report);
                listener.finished(report, progress.weights);
                checkpoints.epochFinished(progress);
            }
        }
        return new TrainedNetwork(progress.bestWeights, Objects.requireNonNull(progress.best, "best"), progress.epochs);
    }

    /** The rest of the epoch that has begun; present if an order came between. */
    private Optional<TrainingOutcome> train(BatchSource batches) {
        long since = System.nanoTime();
        batches.start(progress.epoch(), progress.step);
        while (progress.step < batches.stepsPerEpoch()) {
            switch (orders.get()) {
                case GO_ON -> {}
                case CANCEL -> {
                    return Optional.of(new TrainingOutcome.Cancelled());
                }
                case SUSPEND -> {
                    progress.seconds += (System.nanoTime() - since) / NANOS;
                    return Optional.of(
                            new TrainingOutcome.Suspended(checkpoints.write(progress), progress.epochs.size()));
                }
            }
            train(batches.next(), batches.stepsPerEpoch());
            long now = System.nanoTime();
            progress.seconds += (now - since) / NANOS;
            checkpoints.stepFinished(progress);
            since = System.nanoTime();
        }
        return Optional.empty();
    }

    private void train(Batch batch, int stepsPerEpoch) {
        LossTerms terms = step.gradients(progress.weights, batch);
        progress.divergence.step(progress.epoch(), terms.weighted(configuration.loss()));
        long done = (long) progress.epochs.size() * stepsPerEpoch + progress.step;
        long all = (long) configuration.epochs() * stepsPerEpoch;
        learningRate = configuration.learningRate() * configuration.schedule().factor(done, stepsPerEpoch, all);
        step.apply(batch, progress.adam, learningRate, progress.weights);
        progress.sums.add(terms, batch.count());
        progress.step++;
    }

    private double validationLoss() {
        return reconstruction.terms(progress.weights, images.validation()).weighted(configuration.loss());
    }

    private EpochReport report() {
        long start = System.nanoTime();
        LossTerms validation = reconstruction.terms(progress.weights, images.validation());
        double seconds = progress.seconds + (System.nanoTime() - start) / NANOS;
        LossTerms train = progress.sums.means();
        double trainLoss = train.weighted(configuration.loss());
        double validationLoss = validation.weighted(configuration.loss());
        progress.divergence.epoch(progress.epoch(), validationLoss);
        ProcessUsage usage = ProcessUsage.now();
        return new EpochReport(
                progress.epoch(),
                trainLoss,
                validationLoss,
                train.byName(),
                validation.byName(),
                learningRate,
                images.train().count() / progress.seconds,
                seconds,
                seconds * (configuration.epochs() - progress.epoch()),
                progress.cpuSecondsBefore + usage.cpuSeconds(),
                usage.peakResidentBytes());
    }
}
