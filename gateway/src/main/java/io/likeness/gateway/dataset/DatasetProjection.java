package io.likeness.gateway.dataset;

import io.likeness.contracts.dataset.DatasetDeleted;
import io.likeness.contracts.dataset.DatasetEvent;
import io.likeness.contracts.dataset.DatasetImportCancelled;
import io.likeness.contracts.dataset.DatasetImportStarted;
import io.likeness.contracts.dataset.DatasetRejected;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.ErasureFailed;
import io.likeness.contracts.dataset.ImageErased;
import io.likeness.contracts.dataset.ImportProgressed;
import io.likeness.gateway.ledger.Job;
import io.likeness.gateway.ledger.JobKind;
import io.likeness.gateway.ledger.LedgerProjection;
import io.likeness.gateway.ledger.Outcome;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Says what the events of an import mean for its job. Progress never goes back. Safe for threads. */
@Singleton
public class DatasetProjection {
    private final LedgerProjection ledger;

    public DatasetProjection(LedgerProjection ledger) {
        this.ledger = ledger;
    }

    void apply(DatasetEvent event, Instant happenedAt) {
        ledger.apply(
                JobKind.DATASET,
                event.aggregateId(),
                happenedAt,
                (transaction, job) -> outcome(transaction, job, event));
    }

    private static Outcome outcome(Handle transaction, Job job, DatasetEvent event) {
        return switch (event) {
            case DatasetImportStarted started -> start(job, started);
            case ImportProgressed progressed -> progress(job, progressed);
            case DatasetSealed sealed ->
                new Outcome.Succeeded(Map.of(
                        Dataset.LAYOUT,
                        sealed.layout(),
                        Dataset.SEALED,
                        DatasetRevisions.current(transaction, sealed)));
            case DatasetRejected rejected -> new Outcome.Failed(rejected.failure());
            case DatasetImportCancelled cancelled -> new Outcome.Canceled();
            case DatasetDeleted deleted -> new Outcome.Canceled();
            case ImageErased erased -> new Outcome.Repeated();
            case ErasureFailed failed -> new Outcome.Repeated();
        };
    }

    /** An import that waits begins anew, so that its numbers may fall. */
    private static Outcome progress(Job job, ImportProgressed progressed) {
        ImportProgressed known = job.find(Dataset.PROGRESS, ImportProgressed.class);
        return known == null || progressed.waitingFor() != null || known.read() <= progressed.read()
                ? new Outcome.Running(Map.of(Dataset.PROGRESS, progressed))
                : new Outcome.Heard();
    }

    private static Outcome start(Job job, DatasetImportStarted started) {
        Map<String, Object> documents = new HashMap<>(Map.of(Dataset.LAYOUT, started.layout()));
        ImportProgressed known = job.find(Dataset.PROGRESS, ImportProgressed.class);
        if (known == null || known.waitingFor() != null) {
            documents.put(Dataset.PROGRESS, new ImportProgressed(started.datasetId(), 0, started.entries(), 0, 0));
        }
        return new Outcome.Running(documents);
    }
}
