package io.likeness.gateway.erasure;

import io.likeness.contracts.dataset.EraseImage;
import io.likeness.contracts.training.EraseTraces;
import io.likeness.platform.events.RefusedEnds;
import io.likeness.platform.events.RefusedEvent;
import io.likeness.platform.events.RefusedEvents;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Handle;

/** An erasure whose command the broker does not take has failed: nobody else will hear of it. Safe for threads. */
@Singleton
public class RefusedErasures implements RefusedEvents {
    @Override
    public void refused(Handle transaction, RefusedEvent event) {
        RefusedEnds.failure(event, EraseImage.class, EraseTraces.class)
                .ifPresent(failure -> ErasureTable.failed(transaction, event.key(), failure));
    }
}
