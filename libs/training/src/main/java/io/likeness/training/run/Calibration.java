package io.likeness.training.run;

import io.likeness.contracts.model.Label;
import io.likeness.contracts.training.AdversarialStage;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.latents.LatentDensity;
import io.likeness.training.data.Batch;
import io.likeness.training.data.ImageCache;
import io.likeness.training.network.Adam;
import java.util.List;

/** How fast this machine trains this network, from a few steps whose result is thrown away. */
final class Calibration {
    private static final int WARM_UP = 3;
    private static final int STEPS = 12;
    /** One of the adversarial stage takes as long as ten others. */
    private static final int ADVERSARIAL_STEPS = 2;

    private static final long MOST_NANOS = 2_000_000_000L;

    private Calibration() {}

    /** Images per second of whole steps, without the input pipeline. */
    static double imagesPerSecond(DataParallelStep step, float[] weights, Batch batch) {
        float[] scratch = weights.clone();
        Adam adam = new Adam(weights.length);
        for (int i = 0; i < WARM_UP; i++) {
            once(step, scratch, adam, batch);
        }
        long start = System.nanoTime();
        int steps = 0;
        do {
            once(step, scratch, adam, batch);
            steps++;
        } while (steps < STEPS && System.nanoTime() - start < MOST_NANOS);
        return steps * batch.count() * 1e9 / (System.nanoTime() - start);
    }

    /**
     * The same of the adversarial stage, half of whose latents are the origin and half from N(0, I). Changes neither weights nor any state that training begins with.
     *
     * @param images as many as the stage will read latents of
     */
    static double adversarialImagesPerSecond(
            TrainingConfiguration configuration,
            AdversarialStage stage,
            ImageCache images,
            Networks networks,
            Replicas replicas,
            float[] weights,
            Batch batch) {
        AdversarialProgress scratch = AdversarialProgress.start(configuration, stage, weights);
        float[] latents = new float[Math.multiplyExact(images.count(), configuration.latents())];
        LatentDensity normal = standardNormal(configuration);
        try (AdversarialStep step = new AdversarialStep(
                configuration, stage, images, latents, normal, FrozenParameters.NONE, networks, replicas)) {
            step.train(scratch, batch, 0, 0, 1);
            long start = System.nanoTime();
            for (int i = 1; i <= ADVERSARIAL_STEPS; i++) {
                step.train(scratch, batch, i, 0, 1);
            }
            return ADVERSARIAL_STEPS * batch.count() * 1e9 / (System.nanoTime() - start);
        }
    }

    /** Of labels and latents, all independent. */
    private static LatentDensity standardNormal(TrainingConfiguration configuration) {
        List<Label> labels = configuration.conditions().stream()
                .map(name -> new Label(name, true, -1, 1))
                .toList();
        int length = labels.size() + configuration.latents();
        double[] identity = new double[length * (length + 1) / 2];
        for (int row = 0; row < length; row++) {
            identity[row * (row + 3) / 2] = 1;
        }
        LatentDensity.Component component = new LatentDensity.Component(1, new double[length], identity);
        return new LatentDensity(configuration.latents(), labels, List.of(component));
    }

    private static void once(DataParallelStep step, float[] weights, Adam adam, Batch batch) {
        step.gradients(weights, batch);
        step.apply(batch, adam, 0, weights);
    }
}
