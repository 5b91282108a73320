package io.likeness.ingest.importing;

import io.likeness.contracts.dataset.DatasetDeleted;
import io.likeness.contracts.dataset.DeleteDataset;
import io.likeness.ingest.importing.DeletedTable.Due;
import io.likeness.ingest.storage.DatasetObjects;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.jobs.JobQueue;
import io.likeness.platform.runtime.Loop;
import io.likeness.platform.store.ObjectStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Deletes datasets. The wish is written down and the import ended in one transaction; the objects go once no import can write any more,
 * which may be later, and in any instance. Whatever was asked for twice is done, and announced, once. Safe for threads.
 */
@ApplicationScoped
public class Deletions {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    /** Longer than a command may lie in its topic. */
    private static final Duration KEEP = Duration.ofDays(30);

    private final Jdbi jdbi;
    private final JobQueue queue;
    private final Outbox outbox;
    private final DatasetObjects objects;
    private final DeletedTable deleted;
    private volatile @Nullable Loop loop;

    public Deletions(Jdbi jdbi, JobQueue queue, Outbox outbox, ObjectStore store) {
        this.jdbi = jdbi;
        this.queue = queue;
        this.outbox = outbox;
        this.objects = new DatasetObjects(store);
        this.deleted = new DeletedTable(jdbi);
    }

    /** Whether a runner has the import, is told, or nobody has heard of it: the dataset goes. A start that comes later is refused. */
    void accept(DeleteDataset command, String correlationId) {
        jdbi.useTransaction(transaction -> {
            if (DeletedTable.request(transaction, command.datasetId(), correlationId)) {
                queue.cancel(transaction, ImportJobs.KIND, command.datasetId());
            }
        });
        Loop running = loop;
        if (running != null) {
            running.wake();
        }
    }

    void start(@Observes StartupEvent event) {
        loop = Loop.every("deletions", INTERVAL, this::sweep);
    }

    void stop(@Observes ShutdownEvent event) {
        Loop running = loop;
        if (running != null) {
            running.close();
        }
    }

    private void sweep() {
        for (Due due : deleted.due()) {
            objects.requireDeleted(due.datasetId());
            jdbi.useTransaction(transaction -> {
                if (DeletedTable.done(transaction, due.datasetId())) {
                    outbox.add(transaction, new DatasetDeleted(due.datasetId()), due.correlationId());
                }
            });
        }
        deleted.forget(KEEP);
    }
}
