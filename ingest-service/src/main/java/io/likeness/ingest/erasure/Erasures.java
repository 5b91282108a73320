package io.likeness.ingest.erasure;

import io.likeness.contracts.Json;
import io.likeness.contracts.dataset.EraseImage;
import io.likeness.ingest.storage.Disk;
import io.likeness.ingest.storage.WorkFolder;
import io.likeness.platform.database.Notifications;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.jobs.JobQueue;
import io.likeness.platform.jobs.JobRunner;
import io.likeness.platform.jobs.Leases;
import io.likeness.platform.jobs.NewJob;
import io.likeness.platform.jobs.RunnerSettings;
import io.likeness.platform.store.ObjectStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jdbi.v3.core.Jdbi;

/** Writes erasures as job rows and runs them one after the other, beside the imports. Safe for threads. */
@ApplicationScoped
public class Erasures {
    public static final String KIND = "erase-image";

    private final Jdbi jdbi;
    private final JobQueue queue;
    private final WorkFolder workFolder;
    private final JobRunner runner;
    private final int attempts;

    public Erasures(
            Jdbi jdbi,
            JobQueue queue,
            Leases leases,
            Outbox outbox,
            Notifications notifications,
            ObjectStore store,
            ErasureSettings settings) {
        this.jdbi = jdbi;
        this.queue = queue;
        this.workFolder = new WorkFolder(settings.workFolder(), Disk.of(settings.workFolder()), "erasure-");
        this.attempts = settings.attempts();
        ErasureJob job = new ErasureJob(
                new DatasetErasure(jdbi, store, workFolder), new UploadErasure(store, workFolder, settings.archive()));
        this.runner = new JobRunner(RunnerSettings.of(KIND), leases, outbox, notifications, job);
    }

    /**
     * Accepts an erasure; a second command for the same one changes nothing. From here on no import takes the file in, and the job, which
     * none can take before, finds every dataset that one had sealed with it until then.
     */
    public void accept(EraseImage command, String correlationId) {
        NewJob job = NewJob.of(KIND, command.erasureId(), Json.encode(command), correlationId)
                .attempts(attempts);
        jdbi.useTransaction(transaction -> {
            ErasedTable.add(transaction, command.owner(), command.sha256());
            queue.enqueue(transaction, job);
        });
    }

    void start(@Observes StartupEvent event) {
        workFolder.clear();
        runner.start();
    }

    void stop(@Observes ShutdownEvent event) {
        runner.close();
    }
}
