package io.likeness.contracts.model;

import io.likeness.contracts.Require;
import org.jspecify.annotations.Nullable;

/**
 * A model in one line, as model-registry answers it.
 *
 * @param versions how many it has, numbered from 1
 * @param champion what serves now, absent if nothing does
 * @param rollout id of the one by which another version comes to serve, absent while there is none
 */
public record ModelSummary(
        String name,
        int versions,
        @Nullable ModelVersion champion,
        @Nullable String rollout) {
    public ModelSummary {
        Require.name("name", name);
        Require.between("versions", versions, 0, Integer.MAX_VALUE);
    }
}
