package io.likeness.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the commands read of a model.
 *
 * @param pending versions that are being compared with the one that serves
 */
public record Model(String name, List<Version> versions, List<Decision> decisions, List<Pending> pending) {

    /**
     * A model in a list.
     *
     * @param rollout id of the one under way
     */
    public record Summary(
            String name,
            int versions,
            @Nullable Version champion,
            @Nullable String rollout) {}

    /** What the gate said of a version. */
    public record Decision(int version, boolean passed, String reason) {}

    /** A comparison under way. */
    public record Pending(int version, int champion) {}
}
