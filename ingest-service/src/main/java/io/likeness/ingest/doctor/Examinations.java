package io.likeness.ingest.doctor;

import io.likeness.contracts.Json;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.ingest.storage.SealedTable;
import io.likeness.platform.database.Notifications;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.jobs.JobQueue;
import io.likeness.platform.jobs.JobRunner;
import io.likeness.platform.jobs.Leases;
import io.likeness.platform.jobs.NewJob;
import io.likeness.platform.jobs.RunnerSettings;
import io.likeness.platform.runtime.Loop;
import io.likeness.platform.store.ObjectStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Has every dataset examined once it is sealed, one after the other and beside the imports. Safe for threads. */
@ApplicationScoped
public class Examinations {
    public static final String KIND = "examine-dataset";

    /** Between two looks for datasets that were never examined: those of a version before this one. */
    private static final Duration INTERVAL = Duration.ofDays(1);

    private static final JobQueue QUEUE = new JobQueue();

    private final Jdbi jdbi;
    private final SealedTable sealedDatasets;
    private final JobRunner runner;
    private volatile @Nullable Loop loop;

    public Examinations(Jdbi jdbi, Leases leases, Outbox outbox, Notifications notifications, ObjectStore store) {
        this.jdbi = jdbi;
        this.sealedDatasets = new SealedTable(jdbi);
        this.runner = new JobRunner(
                RunnerSettings.of(KIND), leases, outbox, notifications, new ExaminationJob(store, sealedDatasets));
    }

    /** Within the transaction that seals a dataset, or seals it anew. */
    public static void enqueue(Handle transaction, DatasetSealed sealed) {
        QUEUE.enqueue(
                transaction,
                NewJob.of(KIND, sealed.manifest().sha256(), Json.encode(Examination.of(sealed)), sealed.datasetId()));
    }

    void start(@Observes StartupEvent event) {
        loop = Loop.every("examinations", INTERVAL, this::enqueueAll);
        runner.start();
    }

    void stop(@Observes ShutdownEvent event) {
        Loop running = loop;
        if (running != null) {
            running.close();
        }
        runner.close();
    }

    /** Of one that was examined, the report is there already. */
    private void enqueueAll() {
        for (String datasetId : sealedDatasets.kept()) {
            sealedDatasets
                    .findKept(datasetId)
                    .ifPresent(dataset -> jdbi.useTransaction(transaction -> enqueue(transaction, dataset)));
        }
    }
}
