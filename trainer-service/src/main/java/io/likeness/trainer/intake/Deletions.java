package io.likeness.trainer.intake;

import io.likeness.contracts.training.TrainingDeleted;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.jobs.JobQueue;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.Deleted;
import io.likeness.platform.store.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes trainings. The wish is written down and the job ended in one transaction; the objects go once no runner can write any more,
 * which may be later, and in any instance. The files of a version that was registered are the registry's. Whatever was asked for twice
 * is done, and announced, once. Safe for threads.
 */
@ApplicationScoped
public class Deletions {
    private static final Logger LOG = LoggerFactory.getLogger(Deletions.class);

    /** Longer than a command may lie in its topic. */
    public static final Duration KEEP = Duration.ofDays(30);

    private final Jdbi jdbi;
    private final DeletionTable table;
    private final JobQueue queue;
    private final Outbox outbox;
    private final ObjectStore store;

    public Deletions(Jdbi jdbi, DeletionTable table, JobQueue queue, Outbox outbox, ObjectStore store) {
        this.jdbi = jdbi;
        this.table = table;
        this.queue = queue;
        this.outbox = outbox;
        this.store = store;
    }

    /** In whatever state it is; one whose command has not come is refused when it does. */
    public void accept(String trainingId, String correlationId) {
        jdbi.useTransaction(transaction -> {
            table.request(transaction, trainingId, correlationId);
            queue.cancel(transaction, TrainingJob.KIND, trainingId);
        });
    }

    /** Deletes what can be deleted now. To be called again and again. */
    public void sweep() {
        table.due().forEach(this::delete);
        table.forget(KEEP);
    }

    private void delete(DeletionTable.Due training) {
        String prefix = training.id() + "/";
        Deleted deleted = store.deletePrefix(Bucket.CHECKPOINTS, prefix);
        if (!training.pinned()) {
            deleted = deleted.plus(store.deletePrefix(Bucket.MODELS, prefix));
        }
        LOG.info("training deleted id={} objects={} bytes={}", training.id(), deleted.objects(), deleted.bytes());
        jdbi.useTransaction(transaction -> {
            if (table.bury(transaction, training.id())) {
                outbox.add(transaction, new TrainingDeleted(training.id()), training.correlationId());
            }
        });
    }
}
