package io.likeness.trainer.run;

import io.likeness.contracts.Require;
import io.likeness.contracts.training.StartTraining;
import io.likeness.platform.jobs.RunningJob;
import io.likeness.trainer.dataset.CachedDataset;
import io.likeness.trainer.intake.TrainingJob;
import io.likeness.training.protocol.TrainingRequest;
import java.nio.file.Path;

/** One attempt at a training, ready for the engine. Its parts are safe for threads. */
record Attempt(
        RunningJob job, TrainingJob training, CachedDataset dataset, TrainingRequest request, CostLedger ledger) {

    String id() {
        return job.lease().id();
    }

    StartTraining command() {
        return training.command();
    }

    /** Where the engine writes. */
    Path file(String name) {
        return Path.of(request.output()).resolve(Require.name("file", name));
    }

    /** The key of an object that no other attempt writes. */
    String key(String name) {
        return id() + "/" + job.lease().fence() + "/" + Require.name("file", name);
    }

    /** The training to which a key belongs. */
    static String training(String key) {
        return key.split("/", 2)[0];
    }

    boolean resumed() {
        return request.checkpoint() != null;
    }

    /** The dataset's training images. */
    long images() {
        return dataset.manifest().counts().train();
    }
}
