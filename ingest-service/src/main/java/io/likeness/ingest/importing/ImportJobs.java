package io.likeness.ingest.importing;

import io.likeness.contracts.Json;
import io.likeness.contracts.dataset.CancelImport;
import io.likeness.contracts.dataset.DatasetCommand;
import io.likeness.contracts.dataset.DatasetImportCancelled;
import io.likeness.ingest.dataset.DatasetImport;
import io.likeness.ingest.dataset.ImportLimits;
import io.likeness.ingest.erasure.ErasedTable;
import io.likeness.ingest.erasure.RewrittenTable;
import io.likeness.ingest.storage.DatasetObjects;
import io.likeness.ingest.storage.Disk;
import io.likeness.ingest.storage.SealedTable;
import io.likeness.ingest.storage.WorkFolder;
import io.likeness.platform.database.Notifications;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.jobs.Cancelling;
import io.likeness.platform.jobs.Cancelling.AlreadyEnded;
import io.likeness.platform.jobs.Cancelling.Forestalled;
import io.likeness.platform.jobs.Cancelling.Told;
import io.likeness.platform.jobs.Cancelling.TooLate;
import io.likeness.platform.jobs.Cancelling.Withdrawn;
import io.likeness.platform.jobs.JobQueue;
import io.likeness.platform.jobs.JobRunner;
import io.likeness.platform.jobs.Leases;
import io.likeness.platform.jobs.NewJob;
import io.likeness.platform.jobs.RunnerSettings;
import io.likeness.platform.store.ObjectStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Writes imports as job rows and runs them one after the other. Safe for threads. */
@ApplicationScoped
public class ImportJobs {
    static final String KIND = "import-dataset";

    private final Jdbi jdbi;
    private final JobQueue queue;
    private final Outbox outbox;
    private final WorkFolder workFolder;
    private final JobRunner runner;
    private final DatasetObjects datasetObjects;
    private final int attempts;

    public ImportJobs(
            Jdbi jdbi,
            JobQueue queue,
            Leases leases,
            Outbox outbox,
            Notifications notifications,
            ObjectStore store,
            MeterRegistry meters,
            Detector detector,
            IngestConfiguration configuration) {
        ImportLimits limits =
                ConfigurationCheck.check(configuration, Runtime.getRuntime().maxMemory());
        this.jdbi = jdbi;
        this.queue = queue;
        this.outbox = outbox;
        this.workFolder = new WorkFolder(configuration.workFolder(), Disk.of(configuration.workFolder()), "import-");
        Spool spool = new Spool(
                store,
                workFolder,
                new RewrittenTable(jdbi)::versions,
                configuration.limits().uploadBytes().asLongValue());
        DatasetImport datasetImport = new DatasetImport(limits, configuration.parallelism(), detector.finder());
        this.datasetObjects = new DatasetObjects(store);
        this.attempts = configuration.attempts();
        this.runner = new JobRunner(
                RunnerSettings.of(KIND),
                leases,
                outbox,
                notifications,
                new ImportJob(
                        spool,
                        datasetImport,
                        store,
                        new SealedTable(jdbi),
                        new ErasedTable(jdbi),
                        new ImportMeters(meters)));
    }

    /**
     * Accepts an import, or a revision; a second command for the same dataset changes nothing.
     *
     * @param command one that {@link DatasetOrder} reads
     */
    public void accept(DatasetCommand command, String correlationId) {
        NewJob job = NewJob.of(KIND, command.aggregateId(), Json.encode(command), correlationId)
                .attempts(attempts);
        jdbi.useTransaction(transaction -> queue.enqueue(transaction, job));
    }

    /** Ends an import; one that a runner has is ended, and announced, by that runner. */
    void cancel(CancelImport command, String correlationId) {
        Cancelling cancelling = jdbi.inTransaction(transaction -> cancel(transaction, command, correlationId));
        if (cancelling instanceof Withdrawn) {
            datasetObjects.deleteAll(command.datasetId());
        }
    }

    private Cancelling cancel(Handle transaction, CancelImport command, String correlationId) {
        Cancelling cancelling = queue.cancel(transaction, KIND, command.datasetId());
        switch (cancelling) {
            case Withdrawn withdrawn -> cancelled(transaction, command, withdrawn.correlationId());
            case Forestalled ignored -> cancelled(transaction, command, correlationId);
            case Told ignored -> {}
            case TooLate ignored -> {}
            case AlreadyEnded ignored -> {}
        }
        return cancelling;
    }

    private void cancelled(Handle transaction, CancelImport command, String correlationId) {
        outbox.add(transaction, new DatasetImportCancelled(command.datasetId()), correlationId);
    }

    void start(@Observes StartupEvent event) {
        workFolder.clear();
        runner.start();
    }

    void stop(@Observes ShutdownEvent event) {
        runner.close();
    }
}
