package io.likeness.gateway.dataset;

import io.likeness.contracts.dataset.DatasetRejected;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.contracts.dataset.ReviseDataset;
import io.likeness.platform.events.RefusedEnds;
import io.likeness.platform.events.RefusedEvent;
import io.likeness.platform.events.RefusedEvents;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** A dataset whose command the broker does not take is rejected: nobody will import it. Safe for threads. */
@Singleton
public class RefusedImports implements RefusedEvents {
    /** Rows have their names; the event that is made here for them needs one. */
    private static final String NAMELESS = "unnamed";

    private final DatasetProjection projection;

    public RefusedImports(DatasetProjection projection) {
        this.projection = projection;
    }

    @Override
    public void refused(Handle transaction, RefusedEvent event) {
        RefusedEnds.failure(event, ImportDataset.class, ReviseDataset.class)
                .map(failure -> new DatasetRejected(event.key(), NAMELESS, failure))
                .ifPresent(rejected -> projection.apply(rejected, Instant.now()));
    }
}
