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
import io.likeness.gateway.ledger.Ledger;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;

/** Hears what happens to datasets. */
@ApplicationScoped
public class DatasetListener {
    private final DatasetProjection projection;
    private final Ledger ledger;
    private final Event<DatasetSealed> seals;
    private final Event<ImageErased> erasures;
    private final Event<ErasureFailed> failures;

    public DatasetListener(
            DatasetProjection projection,
            Ledger ledger,
            Event<DatasetSealed> seals,
            Event<ImageErased> erasures,
            Event<ErasureFailed> failures) {
        this.projection = projection;
        this.ledger = ledger;
        this.seals = seals;
        this.erasures = erasures;
        this.failures = failures;
    }

    public void on(DatasetEvent event, Instant happenedAt) {
        projection.apply(event, happenedAt);
        switch (event) {
            case DatasetSealed sealed -> {
                seals.fire(sealed);
                ledger.wake();
            }
            case ImageErased erased -> erasures.fire(erased);
            case ErasureFailed failed -> failures.fire(failed);
            case DatasetImportStarted ignored -> {}
            case ImportProgressed ignored -> {}
            case DatasetRejected ignored -> ledger.wake();
            case DatasetImportCancelled ignored -> ledger.wake();
            case DatasetDeleted ignored -> {}
        }
    }
}
