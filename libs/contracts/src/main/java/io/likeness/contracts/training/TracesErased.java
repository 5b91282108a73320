package io.likeness.contracts.training;

import io.likeness.contracts.Require;
import java.util.List;

/**
 * Nothing that a training has stored shows faces of the datasets as they were.
 *
 * @param trainings whose films, evaluation pages and checkpoints were removed, by id
 * @param removed keys of the objects that were removed
 */
public record TracesErased(String erasureId, List<String> trainings, List<String> removed) implements TrainingEvent {
    public TracesErased {
        Require.text("erasureId", erasureId);
        trainings = List.copyOf(Require.present("trainings", trainings));
        removed = List.copyOf(Require.present("removed", removed));
    }

    @Override
    public String aggregateId() {
        return erasureId;
    }
}
