package io.likeness.training.run;

import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.data.Batch;
import io.likeness.training.loss.LossTerms;
import io.likeness.training.network.Adam;
import io.likeness.training.network.Parameters;
import java.util.Arrays;
import java.util.List;

/**
 * One step of synchronous data-parallel training: the batch is divided over the replicas, their gradients are averaged by share, and each
 * replica's thread moves its slice of the weights. The outcome depends on the number of replicas, never on timing. For one thread.
 */
final class DataParallelStep {
    private final Replicas replicas;
    private final int imageLength;
    private final int labelCount;
    private final FrozenParameters frozen;
    private final float[] gradients;
    private final float[][] shares;
    private final float[][] images;
    private final float[][] labels;

    DataParallelStep(TrainingConfiguration configuration, Replicas replicas, FrozenParameters frozen) {
        Parameters parameters = new Parameters(configuration);
        this.replicas = replicas;
        this.imageLength = configuration.imageLength();
        this.frozen = frozen;
        this.gradients = new float[parameters.length()];
        this.shares = new float[replicas.count()][parameters.length()];
        int largestPart = (configuration.batch() + replicas.count() - 1) / replicas.count();
        this.images = new float[replicas.count()][largestPart * imageLength];
        this.labelCount = configuration.conditions().size();
        this.labels = new float[replicas.count()][largestPart * labelCount];
    }

    /** Mean terms of the batch. Its gradients by replica are kept for {@link #apply}. */
    LossTerms gradients(float[] weights, Batch batch) {
        int parts = parts(batch);
        List<LossTerms> terms = replicas.map(parts, (network, part) -> {
            int from = start(batch, part, parts);
            int count = start(batch, part + 1, parts) - from;
            System.arraycopy(batch.images(), from * imageLength, images[part], 0, count * imageLength);
            System.arraycopy(batch.labels(), from * labelCount, labels[part], 0, count * labelCount);
            network.load(weights);
            return network.lossAndGradients(images[part], labels[part], count, shares[part]);
        });
        LossSums sums = new LossSums();
        for (int part = 0; part < parts; part++) {
            sums.add(terms.get(part), start(batch, part + 1, parts) - start(batch, part, parts));
        }
        return sums.means();
    }

    /** Moves the weights by the gradients of that batch. */
    void apply(Batch batch, Adam adam, double learningRate, float[] weights) {
        int parts = parts(batch);
        int slices = replicas.count();
        adam.begin(learningRate);
        replicas.map(slices, (network, slice) -> {
            int from = (int) ((long) slice * weights.length / slices);
            int to = (int) ((slice + 1L) * weights.length / slices);
            average(batch, parts, from, to);
            frozen.clear(gradients, from, to);
            adam.update(weights, gradients, from, to);
            return slice;
        });
    }

    private void average(Batch batch, int parts, int from, int to) {
        Arrays.fill(gradients, from, to, 0);
        for (int part = 0; part < parts; part++) {
            float share = (float) (start(batch, part + 1, parts) - start(batch, part, parts)) / batch.count();
            float[] ofPart = shares[part];
            for (int i = from; i < to; i++) {
                gradients[i] += share * ofPart[i];
            }
        }
    }

    private int parts(Batch batch) {
        return Math.min(batch.count(), replicas.count());
    }

    private static int start(Batch batch, int part, int parts) {
        return part * batch.count() / parts;
    }
}
