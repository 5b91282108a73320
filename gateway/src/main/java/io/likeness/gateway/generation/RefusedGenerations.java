package io.likeness.gateway.generation;

import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.generation.GenerationFailed;
import io.likeness.platform.events.RefusedEnds;
import io.likeness.platform.events.RefusedEvent;
import io.likeness.platform.events.RefusedEvents;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** A generation whose command the broker does not take has failed: no generator will hear of it. Safe for threads. */
@Singleton
public class RefusedGenerations implements RefusedEvents {
    private final GenerationProjection projection;

    public RefusedGenerations(GenerationProjection projection) {
        this.projection = projection;
    }

    @Override
    public void refused(Handle transaction, RefusedEvent event) {
        RefusedEnds.failure(event, GenerateFaces.class)
                .map(failure -> new GenerationFailed(event.key(), failure))
                .ifPresent(failed -> projection.apply(failed, Instant.now()));
    }
}
