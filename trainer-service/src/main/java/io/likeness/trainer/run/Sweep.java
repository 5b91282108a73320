package io.likeness.trainer.run;

import io.likeness.platform.runtime.Loop;
import io.likeness.trainer.TrainerConfiguration;
import io.likeness.trainer.dataset.DatasetCache;
import io.likeness.trainer.erasure.TraceRemoval;
import io.likeness.trainer.intake.Admissions;
import io.likeness.trainer.intake.DeletionTable;
import io.likeness.trainer.intake.Deletions;
import io.likeness.trainer.intake.TrainingTable;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks again and again for trainings that nobody has decided about, for what ended trainings have left, and for what is to be deleted or erased. */
@ApplicationScoped
public class Sweep {
    private final Admissions admissions;
    private final Deletions deletions;
    private final TraceRemoval traces;
    private final DeletionTable deleted;
    private final DatasetCache datasets;
    private final TrainingTable trainings;
    private final RunFolders folders;
    private final Checkpoints checkpoints;
    private final Duration interval;
    private @Nullable Loop loop;

    Sweep(
            Admissions admissions,
            Deletions deletions,
            TraceRemoval traces,
            DeletionTable deleted,
            DatasetCache datasets,
            TrainingTable trainings,
            RunFolders folders,
            Checkpoints checkpoints,
            TrainerConfiguration configuration) {
        this.admissions = admissions;
        this.deletions = deletions;
        this.traces = traces;
        this.deleted = deleted;
        this.datasets = datasets;
        this.trainings = trainings;
        this.folders = folders;
        this.checkpoints = checkpoints;
        this.interval = configuration.sweepInterval();
    }

    void start(@Observes StartupEvent event) {
        loop = Loop.every("sweep", interval, this::sweep);
    }

    void stop(@Observes ShutdownEvent event) {
        if (loop != null) {
            loop.close();
        }
    }

    private void sweep() {
        admissions.sweep();
        List<String> present = folders.trainings();
        if (!present.isEmpty()) {
            trainings.ended(present).forEach(folders::delete);
        }
        checkpoints.sweep();
        // What lies on this machine's own disk goes also while the store is away.
        datasets.evict(deleted::unwanted);
        deletions.sweep();
        traces.sweep();
    }
}
