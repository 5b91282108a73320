package io.likeness.contracts.training;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Require;
import io.likeness.contracts.Violations;

/**
 * The factor on the learning rate, by the share of the training that is done.
 *
 * @param annealing how it falls
 * @param warmUpEpochs over which it rises linearly from 0 to 1 first, 0 to 1,000; fractions count
 * @param floor what annealing ends at, 0 to 1
 */
public record LearningRateSchedule(Annealing annealing, double warmUpEpochs, double floor) {
    public static final LearningRateSchedule CONSTANT = new LearningRateSchedule(Annealing.NONE, 0, 0);

    public LearningRateSchedule {
        Require.present("annealing", annealing);
        Violations violations = new Violations(ErrorCode.IMPOSSIBLE_CONFIGURATION);
        violations.unless(
                warmUpEpochs >= 0 && warmUpEpochs <= 1000, "schedule.warmUpEpochs", "0 to 1000", warmUpEpochs);
        violations.unless(floor >= 0 && floor <= 1, "schedule.floor", "0 to 1", floor);
        violations.requireNone();
    }

    /**
     * The factor for one step: {@code (step + 1) / warmUp} while that is below 1, then {@code floor + (1 - floor) (1 + cos(pi t)) / 2} with t
     * the share of the steps after the warm-up.
     *
     * @param step 0-based, over all epochs
     * @param stepsPerEpoch 1 or more
     * @param steps of the whole training
     */
    public double factor(long step, int stepsPerEpoch, long steps) {
        double warmUp = warmUpEpochs * stepsPerEpoch;
        if (step + 1 < warmUp) {
            return (step + 1) / warmUp;
        }
        return switch (annealing) {
            case NONE -> 1;
            case COSINE -> {
                double done = Math.min(1, (step - warmUp + 1) / Math.max(1, steps - warmUp));
                yield floor + (1 - floor) * (1 + StrictMath.cos(StrictMath.PI * Math.max(0, done))) / 2;
            }
        };
    }
}
