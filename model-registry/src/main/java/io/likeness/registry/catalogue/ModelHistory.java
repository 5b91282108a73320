package io.likeness.registry.catalogue;

import io.likeness.contracts.model.ModelVersion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a model. Immutable.
 *
 * @param versions newest first
 * @param decisions of the gate, newest first
 * @param serving what served when, newest first
 */
public record ModelHistory(String name, List<ModelVersion> versions, List<Decision> decisions, List<Serving> serving) {
    public ModelHistory {
        versions = List.copyOf(versions);
        decisions = List.copyOf(decisions);
        serving = List.copyOf(serving);
    }

    /** What the gate said of a version, and why. */
    public record Decision(int version, boolean passed, String reason, Instant decidedAt) {}

    /** From when to when a version had an alias; {@code until} is absent while it has it. */
    public record Serving(
            String alias,
            int version,
            Instant from,
            @Nullable Instant until) {}
}
