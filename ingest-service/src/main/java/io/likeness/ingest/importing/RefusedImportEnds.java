package io.likeness.ingest.importing;

import io.likeness.contracts.dataset.DatasetRejected;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.ErasureFailed;
import io.likeness.contracts.dataset.ImageErased;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.events.RefusedEnds;
import io.likeness.platform.events.RefusedEvent;
import io.likeness.platform.events.RefusedEvents;
import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Handle;

/** A dataset whose end the broker does not take is rejected for all who wait for it, and such an erasure has failed. Safe for threads. */
@ApplicationScoped
public class RefusedImportEnds implements RefusedEvents {
    private final Outbox outbox;

    public RefusedImportEnds(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void refused(Handle transaction, RefusedEvent event) {
        RefusedEnds.failure(event, DatasetSealed.class, DatasetRejected.class).ifPresent(failure -> {
            DatasetRejected rejected =
                    new DatasetRejected(event.key(), ImportCommandFailures.name(event.content()), failure);
            outbox.add(transaction, rejected, RefusedEnds.correlationId(event));
        });
        RefusedEnds.failure(event, ImageErased.class, ErasureFailed.class)
                .ifPresent(failure -> outbox.add(
                        transaction, new ErasureFailed(event.key(), failure), RefusedEnds.correlationId(event)));
    }
}
