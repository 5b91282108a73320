package io.likeness.trainer.run;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checkpoints outside the machine that trains: stored, recorded, fetched by the next attempt. Safe for threads. */
@ApplicationScoped
class Checkpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final String BINARY = "application/octet-stream";
    private static final String FETCHED = "resumed.bin";

    private final RunObjects objects;
    private final ProgressTable progress;

    Checkpoints(RunObjects objects, ProgressTable progress) {
        this.objects = objects;
        this.progress = progress;
    }

    /**
     * Stores a checkpoint, records it and deletes the one before. A store that is away costs this checkpoint only: the recorded one
     * stays.
     *
     * @throws LikenessException {@code LEASE_LOST}
     */
    void store(Attempt attempt, String file) throws InterruptedException {
        ObjectReference stored;
        try {
            stored = objects.put(attempt, file, file, BINARY);
        } catch (LikenessException e) {
            LOG.warn("checkpoint not stored id={} file={} cause={}", attempt.id(), file, e.getMessage());
            return;
        }
        record(attempt, stored).filter(old -> !old.key().equals(stored.key())).ifPresent(objects::discard);
        LOG.info("checkpoint stored id={} key={} bytes={}", attempt.id(), stored.key(), stored.bytes());
    }

    /**
     * Fetches the recorded checkpoint into a folder; empty if there is none, or none that can be used any more.
     *
     * @throws LikenessException if the store is away or the disk is full
     */
    Optional<Path> fetch(String trainingId, Path folder, CostLedger ledger) {
        Optional<ObjectReference> recorded = progress.findCheckpoint(trainingId);
        if (recorded.isEmpty()) {
            return Optional.empty();
        }
        ObjectReference reference = recorded.orElseThrow();
        Path target = folder.resolve(FETCHED);
        try {
            objects.fetch(reference, target);
        } catch (LikenessException e) {
            if (e.retriable()) {
                throw e;
            }
            LOG.warn("checkpoint lost, training starts anew id={} cause={}", trainingId, e.getMessage());
            return Optional.empty();
        }
        ledger.read(reference.bytes());
        return Optional.of(target);
    }

    /** Deletes the checkpoints of trainings that have ended, until the store does not answer. */
    void sweep() {
        for (Map.Entry<String, ObjectReference> leftover : progress.leftovers().entrySet()) {
            if (!objects.discard(leftover.getValue())) {
                return;
            }
            progress.forgetCheckpoint(leftover.getKey());
        }
    }

    private Optional<ObjectReference> record(Attempt attempt, ObjectReference stored) throws InterruptedException {
        AtomicReference<@Nullable ObjectReference> replaced = new AtomicReference<>();
        // One whose record failed is left: the commit may have come through, and then the next attempt needs it.
        attempt.job().transactPatiently(transaction -> {
            replaced.set(progress.checkpoint(transaction, attempt.id(), stored).orElse(null));
            progress.spending(transaction, attempt.id(), attempt.ledger().spent());
            attempt.job().progressed(transaction);
        });
        return Optional.ofNullable(replaced.get());
    }
}
