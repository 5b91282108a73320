package io.likeness.trainer.intake;

import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Require;
import io.likeness.contracts.training.StartTraining;

/**
 * The payload of a job: the command and the dataset that it waited for.
 *
 * @param manifest a {@link io.likeness.contracts.dataset.DatasetManifest}
 */
public record TrainingJob(StartTraining command, ObjectReference manifest) {
    /** The kind under which jobs are queued. */
    public static final String KIND = "training";

    public TrainingJob {
        Require.present("command", command);
        Require.present("manifest", manifest);
    }
}
