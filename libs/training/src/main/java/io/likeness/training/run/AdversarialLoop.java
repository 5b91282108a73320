package io.likeness.training.run;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.AdversarialStage;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.adversarial.AdversarialTerms;
import io.likeness.training.data.Batch;
import io.likeness.training.data.BatchSource;
import io.likeness.training.data.ImageSplits;
import io.likeness.training.loss.LossTerms;
import io.likeness.training.protocol.EpochReport;
import io.likeness.training.run.TrainingLoop.EpochListener;
import io.likeness.training.usage.ProcessUsage;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The adversarial stage from wherever its progress is to its end, or to the point where samples have become worse for good. What is kept is the
 * moving average of the decoder at the end of the epoch whose samples came closest to photographs. For one thread, once.
 */
final class AdversarialLoop {
    private static final double NANOS = 1e9;
    /** In which the adversarial loss grows from 0: the first discriminator is random. */
    private static final int WARM_UP_STEPS = 200;
    /** The rates fall over this last part, to the least. */
    private static final double FALLING = 1 / 3.0;

    private static final double LEAST_RATE = 0.05;
    /** Collapsed epochs in a row after which the stage ends. */
    private static final int PATIENCE = 2;

    private final TrainingConfiguration configuration;
    private final DecoderBound bound;
    private final AdversarialStage stage;
    private final ImageSplits images;
    private final AdversarialStep step;
    private final Reconstruction reconstruction;
    private final SampleHealth health;
    private final Progress whole;
    private final AdversarialProgress progress;
    private final EpochListener listener;
    private final Checkpoints checkpoints;
    private final Supplier<Order> orders;
    private Order heard = Order.GO_ON;

    /**
     * A loop that has not started.
     *
     * @param whole the training's progress, with that of this stage in it, which the loop moves forward
     * @param orders asked before each batch
     */
    AdversarialLoop(
            TrainingConfiguration configuration,
            ImageSplits images,
            AdversarialStep step,
            DecoderBound bound,
            Reconstruction reconstruction,
            SampleHealth health,
            Progress whole,
            EpochListener listener,
            Checkpoints checkpoints,
            Supplier<Order> orders) {
        this.configuration = configuration;
        this.bound = bound;
        this.stage = Objects.requireNonNull(configuration.adversarial(), "adversarial");
        this.images = images;
        this.step = step;
        this.reconstruction = reconstruction;
        this.health = health;
        this.whole = whole;
        this.progress = Objects.requireNonNull(whole.adversarial, "adversarial");
        this.listener = listener;
        this.checkpoints = checkpoints;
        this.orders = orders;
    }

    /**
     * Trains.
     *
     * @throws LikenessException {@code TRAINING_DIVERGED} if a loss is no number
     */
    TrainingOutcome run() {
        if (progress.epochs.isEmpty()) {
            progress.bestDistance = health.look(progress.bestWeights).distance();
        }
        try (BatchSource batches = new BatchSource(images.train(), configuration)) {
            while (progress.epochs.size() < stage.epochs() && progress.collapsedEpochs < PATIENCE) {
                if (!train(batches)) {
                    return stopped();
                }
                finishEpoch(batches.stepsPerEpoch());
            }
        }
        return new TrainedNetwork(
                progress.bestWeights,
                progress.best == null ? Objects.requireNonNull(whole.best, "best") : progress.best,
                whole.allEpochs());
    }

    /** The rest of the epoch that has begun; false if an order came between. */
    private boolean train(BatchSource batches) {
        batches.start(epoch(), progress.step);
        while (progress.step < batches.stepsPerEpoch()) {
            heard = orders.get();
            if (heard != Order.GO_ON) {
                return false;
            }
            long start = System.nanoTime();
            train(batches.next(), batches.stepsPerEpoch());
            progress.seconds += (System.nanoTime() - start) / NANOS;
            checkpoints.stepFinished(whole);
        }
        return true;
    }

    private void train(Batch batch, int stepsPerEpoch) {
        long number = number(stepsPerEpoch);
        double strength = Math.min(1, (number + 1.0) / WARM_UP_STEPS);
        AdversarialTerms terms = step.train(progress, batch, number, rate(number, stepsPerEpoch), strength);
        if (!Double.isFinite(terms.discriminator()
                + terms.drawnLabels()
                + terms.realLabels()
                + terms.anchor().weighted(configuration.loss()))) {
            throw new LikenessException(
                    ErrorCode.TRAINING_DIVERGED,
                    "loss of epoch %d: expected finite numbers, found %s; lower adversarial.learningRate"
                            .formatted(epoch(), terms));
        }
        progress.add(terms, batch.count());
        bound.hold(progress.weights, progress.step, stepsPerEpoch);
    }

    /** Of the next step, since the stage began. */
    private long number(int stepsPerEpoch) {
        return (long) progress.epochs.size() * stepsPerEpoch + progress.step;
    }

    private double rate(long number, int stepsPerEpoch) {
        double left = 1 - (double) number / ((long) stage.epochs() * stepsPerEpoch);
        return Math.clamp(left / FALLING, LEAST_RATE, 1);
    }

    private void finishEpoch(int stepsPerEpoch) {
        long start = System.nanoTime();
        bound.hold(progress.average, stepsPerEpoch, stepsPerEpoch);
        LossTerms validation = reconstruction.terms(progress.average, images.validation());
        SampleHealth.Look look = health.look(progress.average);
        double seconds = progress.seconds + (System.nanoTime() - start) / NANOS;
        EpochReport report = report(validation, look, seconds, rate(number(stepsPerEpoch) - 1, stepsPerEpoch));
        progress.finish(report, look);
        listener.finished(report, progress.average);
        checkpoints.epochFinished(whole);
    }

    /** What the order that came in between makes of the training. */
    private TrainingOutcome stopped() {
        return switch (heard) {
            case CANCEL -> new TrainingOutcome.Cancelled();
            case SUSPEND, GO_ON -> new TrainingOutcome.Suspended(checkpoints.write(whole), whole.finishedEpochs());
        };
    }

    /** 1-based, counted on from the autoencoder's. */
    private int epoch() {
        return whole.finishedEpochs() + 1;
    }

    private EpochReport report(LossTerms validation, SampleHealth.Look look, double seconds, double rate) {
        LossTerms anchors = progress.anchors.means();
        Map<String, Double> trainTerms = new TreeMap<>(anchors.byName());
        trainTerms.putAll(progress.discriminatorSums.means(
                progress.anchors.images(), !configuration.conditions().isEmpty()));
        Map<String, Double> validationTerms = new TreeMap<>(validation.byName());
        validationTerms.put("sampleStructure", look.distance());
        validationTerms.put("sampleDiversity", look.diversity());
        ProcessUsage usage = ProcessUsage.now();
        return new EpochReport(
                epoch(),
                anchors.weighted(configuration.loss()),
                validation.weighted(configuration.loss()),
                trainTerms,
                validationTerms,
                stage.learningRate() * rate,
                progress.anchors.images() / progress.seconds,
                seconds,
                seconds * (stage.epochs() - progress.epochs.size() - 1),
                whole.cpuSecondsBefore + usage.cpuSeconds(),
                usage.peakResidentBytes());
    }
}
