package io.likeness.gateway.model;

import io.likeness.contracts.model.ModelSummary;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.VersionNotes;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A model in one line.
 *
 * @param versions how many it has, numbered from 1
 * @param champion what serves now, absent if nothing does
 * @param rollout id of the one by which another version comes to serve, absent while there is none
 */
@Schema(description = "A model in one line, with what serves now")
record ListedModel(
        String name,
        int versions,
        @Nullable ListedVersion champion,
        @Nullable String rollout) {

    static ListedModel of(ModelSummary model) {
        ModelVersion champion = model.champion();
        return new ListedModel(
                model.name(),
                model.versions(),
                champion == null ? null : ListedVersion.of(champion, true, List.of(), VersionNotes.NONE),
                model.rollout());
    }
}
