package io.likeness.gateway.cost;

import io.likeness.gateway.cost.TrainingEstimate.Basis;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What trainings have taken on this system, the latest first. Of several the sums are compared, so that long ones count for more than what short ones spend on
 * their start.
 */
record Experience(List<Taken> taken) {
    /** What two cores of a server with AVX2 did in the presets' trainings: multiplications with an addition, a second and core. */
    private static final double OPERATIONS_A_SECOND = 30e9;

    private static final double CORES = 2;

    /** A training that went through all of its epochs. */
    record Taken(String network, double operations, double cpuSeconds, double seconds, double cost) {}

    Experience {
        taken = List.copyOf(taken);
    }

    /** @param coreSecond its price, where nothing was trained yet */
    TrainingEstimate estimate(Work work, double coreSecond, String currency) {
        List<Taken> same = taken.stream()
                .filter(one -> one.network().equals(work.network()))
                .toList();
        List<Taken> alike = same.isEmpty() ? taken : same;
        if (alike.isEmpty()) {
            double cpuSeconds = work.operations() / OPERATIONS_A_SECOND;
            return new TrainingEstimate(
                    cpuSeconds, cpuSeconds / CORES, cpuSeconds * coreSecond, currency, Basis.NO_TRAINING_YET, null);
        }
        double share = work.operations() / sum(alike, Taken::operations);
        return new TrainingEstimate(
                share * sum(alike, Taken::cpuSeconds),
                share * sum(alike, Taken::seconds),
                share * sum(alike, Taken::cost),
                currency,
                same.isEmpty() ? Basis.OTHER_NETWORKS : Basis.SAME_NETWORK,
                null);
    }

    private static double sum(List<Taken> taken, ToDoubleFunction<Taken> part) {
        return taken.stream().mapToDouble(part).sum();
    }
}
