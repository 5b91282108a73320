package io.likeness.gateway.model;

import io.likeness.contracts.model.ModelVersion;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a model, as the registry answers it; every list has the newest first.
 *
 * @param champion what serves now, absent if nothing does; taken from the versions where the registry does not say it apart
 * @param decisions of the quality gate
 * @param serving what served when
 */
@Schema(description = "All that is known of a model; every list has the newest first")
public record ModelHistory(
        String name,
        @Nullable ModelVersion champion,
        List<ModelVersion> versions,
        List<Decision> decisions,
        List<Serving> serving) {
    public ModelHistory {
        versions = List.copyOf(versions);
        if (champion == null) {
            champion =
                    versions.stream().filter(ModelVersion::champion).findFirst().orElse(null);
        }
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
