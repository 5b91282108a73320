package io.likeness.training.run;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.EpochReport;
import io.likeness.training.data.ImageCache;
import io.likeness.training.data.ImageOrder;
import io.likeness.training.data.ImageSplits;
import io.likeness.training.network.Adam;
import io.likeness.training.network.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Synchronous data-parallel training: each batch is divided over the replicas, their gradients are averaged by share, one Adam step is
 * made, and the new weights go to all. The same seed, images and number of replicas give the same weights. It keeps the weights of the
 * epoch with the lowest validation loss. For one thread, once.
 */
public final class TrainingLoop {
    private static final double NANOS = 1e9;

    private final TrainingConfiguration configuration;
    private final ImageSplits images;
    private final Replicas replicas;
    private final Consumer<EpochReport> observer;
    private final BooleanSupplier cancelled;
    private final Reconstruction reconstruction;
    private final Adam adam;
    private final float[] weights;
    private final float[] gradients;
    private final float[][] shares;

    /**
     * A loop that has not started.
     *
     * @param observer called after each epoch, on the calling thread
     * @param cancelled asked before each batch; once true, the loop ends within that batch
     */
    public TrainingLoop(
            TrainingConfiguration configuration,
            ImageSplits images,
            Replicas replicas,
            Consumer<EpochReport> observer,
            BooleanSupplier cancelled) {
        Parameters parameters = new Parameters(configuration);
        this.configuration = configuration;
        this.images = images;
        this.replicas = replicas;
        this.observer = observer;
        this.cancelled = cancelled;
        this.reconstruction = new Reconstruction(replicas);
        this.adam = new Adam(configuration.learningRate(), parameters.length());
        this.weights = parameters.initial(configuration.seed());
        this.gradients = new float[parameters.length()];
        this.shares = new float[replicas.count()][parameters.length()];
    }

    /**
     * Trains all epochs.
     *
     * @throws LikenessException {@code TRAINING_FAILED} if a loss is not finite any more
     */
    public TrainingOutcome run() {
        List<EpochReport> epochs = new ArrayList<>();
        EpochReport best = null;
        float[] bestWeights = weights;
        for (int epoch = 1; epoch <= configuration.epochs(); epoch++) {
            long start = System.nanoTime();
            OptionalDouble trainLoss = train(epoch);
            if (trainLoss.isEmpty()) {
                return new TrainingOutcome.Cancelled();
            }
            double trainSeconds = (System.nanoTime() - start) / NANOS;
            double validationLoss = reconstruction.meanSquaredError(weights, images.validation());
            double seconds = (System.nanoTime() - start) / NANOS;
            EpochReport report = new EpochReport(
                    epoch,
                    requireFinite("trainLoss", epoch, trainLoss.getAsDouble()),
                    requireFinite("validationLoss", epoch, validationLoss),
                    images.train().count() / trainSeconds,
                    seconds);
            if (best == null || report.validationLoss() < best.validationLoss()) {
                best = report;
                bestWeights = weights.clone();
            }
            epochs.add(report);
            observer.accept(report);
        }
        return best == null ? new TrainingOutcome.Cancelled() : new TrainedNetwork(bestWeights, best, epochs);
    }

    /** Mean loss of the epoch, absent if cancelled. */
    private OptionalDouble train(int epoch) {
        ImageCache train = images.train();
        int[] order = ImageOrder.shuffled(train.count(), configuration.seed(), epoch);
        double sum = 0;
        for (int from = 0; from < order.length; from += configuration.batch()) {
            if (cancelled.getAsBoolean()) {
                return OptionalDouble.empty();
            }
            int to = Math.min(order.length, from + configuration.batch());
            sum += step(train, order, from, to) * (to - from);
        }
        return OptionalDouble.of(sum / order.length);
    }

    private double step(ImageCache train, int[] order, int from, int to) {
        int size = to - from;
        int parts = Math.min(size, replicas.count());
        List<Double> losses = replicas.map(parts, (network, part) -> {
            int partFrom = from + part * size / parts;
            int partTo = from + (part + 1) * size / parts;
            network.load(weights);
            return network.lossAndGradients(train.read(order, partFrom, partTo), partTo - partFrom, shares[part]);
        });
        double loss = 0;
        Arrays.fill(gradients, 0);
        for (int part = 0; part < parts; part++) {
            int partSize = (part + 1) * size / parts - part * size / parts;
            float share = (float) partSize / size;
            loss += losses.get(part) * share;
            float[] ofPart = shares[part];
            for (int i = 0; i < gradients.length; i++) {
                gradients[i] += share * ofPart[i];
            }
        }
        adam.step(weights, gradients);
        return loss;
    }

    private static double requireFinite(String field, int epoch, double loss) {
        if (!Double.isFinite(loss)) {
            throw new LikenessException(
                    ErrorCode.TRAINING_FAILED,
                    "%s of epoch %d: expected a finite number, found %s".formatted(field, epoch, loss));
        }
        return loss;
    }
}
