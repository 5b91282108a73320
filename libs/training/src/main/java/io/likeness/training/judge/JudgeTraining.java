package io.likeness.training.judge;

import io.likeness.training.network.Adam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Trains a judge, measures it on other people's faces and writes its file. For one thread, once. */
public final class JudgeTraining {
    private static final int BATCH_A_REPLICA = 32;
    private static final int REPLICAS = 2;
    private static final double LEARNING_RATE = 1.5e-3;
    private static final double WARM_UP = 0.05;
    /** Faces by which features are brought to mean 0 and variance 1: enough for two digits of either. */
    private static final int STANDARDISED_BY = 4_096;
    /** Features that hardly vary over faces are not blown up. */
    private static final double LEAST_DEVIATION = 0.05;

    private final String name;
    private final LabelledFaces training;
    private final LabelledFaces heldOut;
    private final long seed;
    private final JudgeLayers layers;

    /**
     * A training that has not begun.
     *
     * @param name of the faces, for reports
     * @param training at least 64 faces
     * @param heldOut of other people, with the same attributes
     */
    public JudgeTraining(String name, LabelledFaces training, LabelledFaces heldOut, long seed) {
        this.name = name;
        this.training = training;
        this.heldOut = heldOut;
        this.seed = seed;
        this.layers = new JudgeLayers(training.attributes().size());
    }

    /** The judge's file; {@code observer} is told a line an epoch. */
    public byte[] run(int epochs, Consumer<String> observer) {
        float[] weights = train(epochs, observer);
        JudgeExport export = new JudgeExport(layers, weights);
        JudgeCard unmeasured = card(new double[layers.attributes()]);
        try (Judge raw = Judge.of(export.raw(unmeasured), name)) {
            int few = Math.min(training.count(), STANDARDISED_BY);
            double[][] features = raw.features(training.images(0, few), few);
            double[][] probabilities = raw.probabilities(heldOut.images(0, heldOut.count()), heldOut.count());
            Standardisation standard = Standardisation.of(features, LEAST_DEVIATION);
            return export.standardised(standard.mean(), standard.scale(), card(accuracies(probabilities)));
        }
    }

    private float[] train(int epochs, Consumer<String> observer) {
        JudgeBatches batches = new JudgeBatches(training, BATCH_A_REPLICA, seed);
        float[] weights = layers.initial(seed);
        Adam adam = new Adam(weights.length);
        int steps = batches.steps(REPLICAS);
        try (JudgeReplicas replicas = new JudgeReplicas(layers, REPLICAS)) {
            for (int epoch = 1; epoch <= epochs; epoch++) {
                int[] order = batches.order(epoch);
                double loss = 0;
                for (int step = 0; step < steps; step++) {
                    int first = step * REPLICAS;
                    int current = epoch;
                    loss += replicas.gradients(weights, i -> batches.batch(current, first + i, order)) / steps;
                    adam.begin(LEARNING_RATE * schedule(((epoch - 1) * steps + step) / (double) (epochs * steps)));
                    adam.update(weights, replicas.mean(), 0, weights.length);
                }
                observer.accept("epoch %d of %d: loss %.4f".formatted(epoch, epochs, loss));
            }
        }
        return weights;
    }

    /** Rises linearly, then falls to 0 along half a cosine (Loshchilov and Hutter, "SGDR", ICLR 2017, equation 5). */
    private static double schedule(double done) {
        return done < WARM_UP
                ? done / WARM_UP
                : 0.5 * (1 + StrictMath.cos(StrictMath.PI * (done - WARM_UP) / (1 - WARM_UP)));
    }

    private JudgeCard card(double[] accuracies) {
        List<JudgeCard.Attribute> attributes = new ArrayList<>();
        for (int k = 0; k < accuracies.length; k++) {
            attributes.add(new JudgeCard.Attribute(training.attributes().get(k), accuracies[k]));
        }
        return new JudgeCard(name, seed, training.count(), heldOut.count(), attributes);
    }

    private double[] accuracies(double[][] probabilities) {
        double[] accuracies = new double[layers.attributes()];
        Arrays.setAll(accuracies, k -> {
            double[] right = new double[2];
            double[] all = new double[2];
            for (int face = 0; face < probabilities.length; face++) {
                boolean present = heldOut.present()[face][k];
                all[present ? 1 : 0]++;
                right[present ? 1 : 0] += (probabilities[face][k] > 0.5) == present ? 1 : 0;
            }
            return 0.5 * (right[0] / all[0] + right[1] / all[1]);
        });
        return accuracies;
    }
}
