package io.likeness.gateway.training;

import io.likeness.contracts.training.EpochCompleted;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** The epochs that a model has seen, out of those of all attempts. Stateless. */
final class EpochHistory {

    private EpochHistory() {}

    /**
     * In order, each by the latest attempt that trained it: an attempt that went on from a checkpoint has the earlier ones' epochs
     * before its own, and one that began anew has none but its own.
     *
     * @param events in any order
     */
    static List<EpochCompleted> of(Collection<EpochCompleted> events) {
        int last = events.stream().mapToInt(EpochCompleted::attempt).max().orElse(0);
        int reached = events.stream()
                .filter(event -> event.attempt() == last)
                .mapToInt(EpochCompleted::epoch)
                .max()
                .orElse(0);
        TreeMap<Integer, EpochCompleted> byEpoch = new TreeMap<>();
        for (EpochCompleted event : events) {
            if (event.epoch() <= reached) {
                byEpoch.merge(event.epoch(), event, (one, other) -> one.attempt() >= other.attempt() ? one : other);
            }
        }
        return List.copyOf(byEpoch.values());
    }
}
