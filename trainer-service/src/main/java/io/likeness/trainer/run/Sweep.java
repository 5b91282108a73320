package io.likeness.trainer.run;

import io.likeness.trainer.TrainerConfiguration;
import io.likeness.trainer.intake.Admissions;
import io.likeness.trainer.intake.TrainingTable;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks again and again for trainings past their deadline and for folders that ended trainings have left. */
@ApplicationScoped
public class Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    private final Admissions admissions;
    private final TrainingTable trainings;
    private final RunFolders folders;
    private final Checkpoints checkpoints;
    private final long intervalMillis;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sweep").daemon().factory());

    Sweep(
            Admissions admissions,
            TrainingTable trainings,
            RunFolders folders,
            Checkpoints checkpoints,
            TrainerConfiguration configuration) {
        this.admissions = admissions;
        this.trainings = trainings;
        this.folders = folders;
        this.checkpoints = checkpoints;
        this.intervalMillis = configuration.sweepInterval().toMillis();
    }

    void start(@Observes StartupEvent event) {
        clock.scheduleWithFixedDelay(this::sweep, intervalMillis, intervalMillis, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        clock.shutdownNow();
    }

    private void sweep() {
        try {
            admissions.sweep();
            List<String> present = folders.trainings();
            if (!present.isEmpty()) {
                trainings.ended(present).forEach(folders::delete);
            }
            checkpoints.sweep();
        } catch (RuntimeException e) {
            LOG.warn("not swept, will try again cause={}", String.valueOf(e.getMessage()));
        }
    }
}
