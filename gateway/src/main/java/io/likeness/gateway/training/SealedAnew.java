package io.likeness.gateway.training;

import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.training.StartTraining;
import io.likeness.gateway.dataset.DatasetRevisions;
import io.likeness.gateway.request.Correlation;
import io.likeness.platform.events.Outbox;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Jdbi;

/**
 * Tells the trainer by a second way that a dataset is sealed for which trainings wait: their commands again, with the manifest. A
 * trainer that missed the event would wait until the deadline; one that did not loses nothing. Safe for threads.
 */
@Singleton
public class SealedAnew {
    private final Jdbi jdbi;
    private final Outbox outbox;

    public SealedAnew(Jdbi jdbi, Outbox outbox) {
        this.jdbi = jdbi;
        this.outbox = outbox;
    }

    void on(@Observes DatasetSealed sealed) {
        jdbi.useTransaction(transaction -> {
            ObjectReference manifest =
                    DatasetRevisions.current(transaction, sealed).manifest();
            for (StartTraining waiting : TrainingTable.waitingFor(transaction, sealed.datasetId())) {
                outbox.add(transaction, waiting.withManifest(manifest), Correlation.current());
            }
        });
    }
}
