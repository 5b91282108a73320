package io.likeness.ingest.importing;

import io.likeness.contracts.Json;
import io.likeness.contracts.dataset.CancelImport;
import io.likeness.contracts.dataset.DatasetImportCancelled;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.ingest.dataset.DatasetImport;
import io.likeness.ingest.dataset.ImportLimits;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.jobs.JobQueue;
import io.likeness.platform.jobs.JobRunner;
import io.likeness.platform.store.ObjectStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jdbi.v3.core.Jdbi;

/** Writes imports as job rows and runs them one after the other. Safe for threads. */
@ApplicationScoped
public class ImportJobs {
    static final String KIND = "import-dataset";

    private final Jdbi jdbi;
    private final JobQueue queue;
    private final Outbox outbox;
    private final Spool spool;
    private final JobRunner runner;

    public ImportJobs(Jdbi jdbi, JobQueue queue, Outbox outbox, ObjectStore store, IngestConfiguration configuration) {
        ImportLimits limits = ConfigurationCheck.check(configuration);
        this.jdbi = jdbi;
        this.queue = queue;
        this.outbox = outbox;
        this.spool = new Spool(
                store,
                configuration.workFolder(),
                configuration.limits().uploadBytes().asLongValue());
        DatasetImport datasetImport = new DatasetImport(limits, configuration.parallelism());
        this.runner =
                new JobRunner(KIND, queue, outbox, new ImportJob(spool, datasetImport, store, new SealedTable(jdbi)));
    }

    /** Accepts an import; a second command for the same dataset changes nothing. */
    public void accept(ImportDataset command, String correlationId) {
        jdbi.useTransaction(transaction ->
                queue.enqueue(transaction, KIND, command.datasetId(), Json.encode(command), correlationId));
        runner.wake();
    }

    /** Ends an import that no runner has taken yet. */
    void cancel(CancelImport command, String correlationId) {
        jdbi.useTransaction(transaction -> {
            if (queue.withdraw(transaction, KIND, command.datasetId())) {
                outbox.add(transaction, new DatasetImportCancelled(command.datasetId()), correlationId);
            }
        });
    }

    void start(@Observes StartupEvent event) {
        spool.clear();
        runner.start();
    }

    void stop(@Observes ShutdownEvent event) {
        runner.close();
    }
}
