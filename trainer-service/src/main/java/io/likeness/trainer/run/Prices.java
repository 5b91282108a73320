package io.likeness.trainer.run;

import io.likeness.contracts.training.CostEstimate;
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
     * What the rest of a training will take; empty where the engine has measured no speed.
     *
     * @param images that are still to go through the network, each counted once an epoch
     * @param replicas processors that train
     */
    Optional<CostEstimate> estimate(Started started, long images, int replicas) {
        if (!(started.imagesPerSecond() > 0)) {
            return Optional.empty();
        }
        double seconds = images / started.imagesPerSecond();
        return Optional.of(new CostEstimate(seconds, cost(started.device(), seconds * replicas, seconds), currency));
    }

    private static boolean gpu(String device) {
        return device.startsWith(EngineEvent.CUDA);
    }
}
