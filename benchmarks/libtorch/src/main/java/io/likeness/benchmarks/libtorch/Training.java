package io.likeness.benchmarks.libtorch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/** Synchronous training of one network, epoch by epoch, by one replica or by several that sum their gradients each step. For one thread. */
final class Training {
    private static final int EVALUATED_AT_ONCE = 64;

    private final Job job;
    private final Images train;
    private final Images validation;
    private final Orders orders;
    private final Weights weights;
    private final List<Replica> replicas;
    private final Team team;
    private double bestError = Double.POSITIVE_INFINITY;
    private int epochs;

    Training(Job job) throws IOException {
        this.job = job;
        this.train = Images.read(job.train());
        this.validation = Images.read(job.validation());
        this.orders = new Orders(job.orders(), train.count());
        this.weights = Weights.read(job.weights());
        this.replicas = IntStream.range(0, job.replicas())
                .mapToObj(index -> new Replica(weights, index, job.replicas()))
                .toList();
        this.team = new Team(job.replicas(), job.threads());
    }

    /**
     * One pass over the training images.
     *
     * @param trainLoss mean over the epoch's images as they were trained
     * @param validationLoss mean over the validation images, with the weights at the epoch's end
     * @param imagesPerSecond of training, without validation
     */
    record Epoch(double trainLoss, double validationLoss, double imagesPerSecond) {}

    Epoch epoch() throws IOException {
        Tensor order = orders.read(epochs++);
        long start = System.nanoTime();
        double sum = 0;
        for (int from = 0; from < train.count(); from += job.batch()) {
            int size = Math.min(job.batch(), train.count() - from);
            sum += step(order, from, size) * size;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double validationLoss = error(validation);
        if (validationLoss < bestError) {
            bestError = validationLoss;
            weights.keepAsBest();
        }
        return new Epoch(sum / train.count(), validationLoss, train.count() / seconds);
    }

    /** The mean squared error over the test images, with the weights of the epoch with the lowest validation loss; trains no more. */
    double test(Path images) throws IOException {
        weights.restoreBest();
        return error(Images.read(images));
    }

    private double step(Tensor order, int from, int size) {
        int parts = Math.min(size, replicas.size());
        double loss = team.sum(parts, part -> {
            int first = part * size / parts;
            int count = (part + 1) * size / parts - first;
            return replicas.get(part).gradients(train, order, from + first, count, (double) count / size);
        });
        team.sum(replicas.size(), index -> {
            replicas.get(index).apply(replicas.subList(0, parts));
            return 0;
        });
        return loss;
    }

    private double error(Images images) {
        double sum = 0;
        for (int from = 0; from < images.count(); from += EVALUATED_AT_ONCE) {
            int size = Math.min(EVALUATED_AT_ONCE, images.count() - from);
            sum += replicas.getFirst().error(images, from, size) * size;
        }
        return sum / images.count();
    }
}
