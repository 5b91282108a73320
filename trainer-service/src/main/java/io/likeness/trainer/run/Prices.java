package io.likeness.trainer.run;

import io.likeness.contracts.training.CostEstimate;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.trainer.TrainerConfiguration.Price;
import io.likeness.trainer.engine.EngineEvent;
import io.likeness.trainer.engine.EngineEvent.Started;
import java.util.Optional;

/** What time costs. Immutable, safe for threads. */
record Prices(double coreHour, double gpuHour, String currency) {
    private static final double SECONDS_AN_HOUR = 3600;

    static Prices of(Price configured) {
        return new Prices(configured.coreHour(), configured.gpuHour(), configured.currency());
    }

    /** Of the GPU for the whole time where one trains, else of the processors for the time that they worked. */
    double cost(String device, double cpuSeconds, double wallSeconds) {
        return (gpu(device) ? wallSeconds * gpuHour : cpuSeconds * coreHour) / SECONDS_AN_HOUR;
    }

    /**
     * What the rest of a training will take, if neither stage ends before its last epoch; empty where the engine has not measured the speed
     * of a stage that is still to come.
     *
     * @param images of an epoch
     * @param replicas processors that train
     */
    Optional<CostEstimate> estimate(Started started, TrainingConfiguration configuration, long images, int replicas) {
        int plain = Math.max(0, configuration.epochs() - started.resumedAfterEpoch());
        int all = Math.max(0, configuration.allEpochs() - started.resumedAfterEpoch());
        Double adversarialSpeed = started.adversarialImagesPerSecond();
        double seconds = seconds(plain * images, started.imagesPerSecond())
                + seconds((all - plain) * images, adversarialSpeed == null ? 0 : adversarialSpeed);
        if (!Double.isFinite(seconds)) {
            return Optional.empty();
        }
        return Optional.of(new CostEstimate(seconds, cost(started.device(), seconds * replicas, seconds), currency));
    }

    /** Infinite where there is something to do at no speed. */
    private static double seconds(long images, double imagesPerSecond) {
        return images == 0 ? 0 : images / imagesPerSecond;
    }

    private static boolean gpu(String device) {
        return device.startsWith(EngineEvent.CUDA);
    }
}
