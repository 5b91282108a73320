package io.likeness.contracts.training;

import io.likeness.contracts.Require;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the training images.
 *
 * @param attempt of the runner that trained it
 * @param epoch 1-based
 * @param trainLoss mean over the epoch's batches
 * @param validationLoss the same loss over the validation images
 * @param imagesPerSecond of training, without validation
 * @param seconds of training and validation
 * @param measures absent from trainers that do not measure more
 * @param film up to this epoch, absent where none could be stored
 */
public record EpochCompleted(
        String trainingId,
        int attempt,
        int epoch,
        int epochs,
        double trainLoss,
        double validationLoss,
        double imagesPerSecond,
        double seconds,
        @Nullable EpochMeasures measures,
        @Nullable TrainingFilm film)
        implements TrainingEvent {
    public EpochCompleted {
        Require.text("trainingId", trainingId);
        Require.between("attempt", attempt, 1, Integer.MAX_VALUE);
        Require.between("epochs", epochs, 1, 10_000);
        Require.between("epoch", epoch, 1, epochs);
        Require.finite("trainLoss", trainLoss);
        Require.finite("validationLoss", validationLoss);
        Require.notNegative("imagesPerSecond", imagesPerSecond);
        Require.notNegative("seconds", seconds);
    }

    /** The same, without the film. */
    public EpochCompleted withoutFilm() {
        return new EpochCompleted(
                trainingId,
                attempt,
                epoch,
                epochs,
                trainLoss,
                validationLoss,
                imagesPerSecond,
                seconds,
                measures,
                null);
    }

    @Override
    public String aggregateId() {
        return trainingId;
    }
}
