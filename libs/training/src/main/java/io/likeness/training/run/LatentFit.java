package io.likeness.training.run;

import io.likeness.contracts.model.LatentDirections;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.latents.LatentDensity;
import io.likeness.training.data.ImageOrder;
import io.likeness.training.data.ImageSplits;
import io.likeness.training.data.LabelSplits;
import io.likeness.training.density.FittedDensity;
import io.likeness.training.density.LabelledLatents;
import io.likeness.training.direction.DirectionFit;
import io.likeness.training.protocol.DensityCandidate;
import io.likeness.training.protocol.TrainingRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a trained encoder's latents.
 *
 * @param directions empty where the images have no labels
 */
record LatentFit(FittedDensity fitted, Optional<LatentDirections> directions) {
    /** More points change a mixture of twenty components no more, but cost time. */
    private static final int MOST_IMAGES = 20_000;

    static LatentFit of(
            TrainingConfiguration configuration,
            TrainedNetwork trained,
            ImageSplits images,
            LabelSplits labels,
            Replicas replicas,
            TrainingRequest request) {
        int[] all = ImageOrder.shuffled(images.train().count(), configuration.seed(), 0);
        int[] order = Arrays.copyOf(all, Math.min(all.length, MOST_IMAGES));
        float[] latents = new Reconstruction(configuration, replicas).encode(trained.weights(), images.train(), order);
        float[] scaledLabels = labels.train().read(order, 0, order.length);
        LabelledLatents labelled = new LabelledLatents(latents, configuration.latents(), labels.labels(), scaledLabels);
        FittedDensity fitted = new DensityStep(configuration, trained, images.validation(), replicas)
                .fit(labelled, request.mixtureComponents());
        return new LatentFit(
                fitted,
                labels.labels().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                DirectionFit.fit(latents, configuration.latents(), labels.labels(), scaledLabels)));
    }

    /** The same of a network whose decoder may have been trained on: the density is as wide as its samples need. */
    LatentFit widened(
            TrainingConfiguration configuration, TrainedNetwork trained, ImageSplits images, Replicas replicas) {
        DensityStep step = new DensityStep(configuration, trained, images.validation(), replicas);
        return new LatentFit(step.widen(fitted, images.train()), directions);
    }

    LatentDensity density() {
        return fitted.density();
    }

    List<DensityCandidate> candidates() {
        return fitted.candidates();
    }
}
