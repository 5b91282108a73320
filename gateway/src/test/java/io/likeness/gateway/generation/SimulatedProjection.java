package io.likeness.gateway.generation;

import io.likeness.contracts.generation.GenerationEvent;
import io.likeness.gateway.ledger.LedgerProjection;
import java.time.Instant;

/** Opens the projection of generations. For one thread. */
public final class SimulatedProjection {
    private final GenerationProjection projection;

    public SimulatedProjection(LedgerProjection ledger) {
        this.projection = new GenerationProjection(ledger);
    }

    public void apply(GenerationEvent event, Instant at) {
        projection.apply(event, at);
    }
}
