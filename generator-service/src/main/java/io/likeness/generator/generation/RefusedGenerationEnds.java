package io.likeness.generator.generation;

import io.likeness.contracts.generation.FacesGenerated;
import io.likeness.contracts.generation.GenerationFailed;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.events.RefusedEnds;
import io.likeness.platform.events.RefusedEvent;
import io.likeness.platform.events.RefusedEvents;
import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Handle;

/** A generation whose end the broker does not take has failed for all who wait for it. Safe for threads. */
@ApplicationScoped
class RefusedGenerationEnds implements RefusedEvents {
    private final Outbox outbox;

    RefusedGenerationEnds(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void refused(Handle transaction, RefusedEvent event) {
        RefusedEnds.failure(event, FacesGenerated.class, GenerationFailed.class)
                .ifPresent(failure -> outbox.add(
                        transaction, new GenerationFailed(event.key(), failure), RefusedEnds.correlationId(event)));
    }
}
