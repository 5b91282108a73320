package io.likeness.contracts.training;

import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Require;
import java.util.List;

/**
 * Train on datasets as they are without an image, end the trainings that read them with it, and remove what shows faces of them.
 *
 * @param datasets those that held the image, 1 or more
 */
public record EraseTraces(String erasureId, List<Revision> datasets) implements TrainingCommand {
    public EraseTraces {
        Require.text("erasureId", erasureId);
        datasets = List.copyOf(Require.present("datasets", datasets));
        Require.between("datasets.size", datasets.size(), 1, Integer.MAX_VALUE);
    }

    @Override
    public String aggregateId() {
        return erasureId;
    }

    /**
     * A dataset that held the image.
     *
     * @param before SHA-256 of its manifest while it did
     * @param manifest without the image
     */
    public record Revision(String datasetId, String before, ObjectReference manifest) {
        public Revision {
            Require.text("datasets.datasetId", datasetId);
            Require.sha256("datasets.before", before);
            Require.present("datasets.manifest", manifest);
        }
    }
}
