package io.likeness.gateway.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.likeness.contracts.Require;
import io.likeness.contracts.model.Label;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.VersionNotes;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A version with what can be asked of it.
 *
 * @param registered whose fields stand beside the others; its name is none of theirs, or the document would lose that
 * @param champion whether it serves now
 * @param labels by which faces can be asked for; may be empty
 * @param conditions names of those labels that the network itself takes; may be empty
 * @param erasures ids of the erasures of images that it was trained with; may be empty
 * @param aliases that name it; may be empty
 * @param description what somebody says of it, absent where nobody does
 * @param tags values by key; may be empty
 */
@Schema(description = "A version with the labels that faces can be asked for")
record VersionDetails(
        @JsonUnwrapped ModelVersion registered,
        boolean champion,
        List<Label> labels,
        List<String> conditions,

        @Schema(description = "Ids of the erasures of images that it was trained with, itself or what it goes on from")
        List<String> erasures,

        List<String> aliases,
        @Nullable String description,
        Map<String, String> tags) {

    static VersionDetails of(
            ModelVersion version, boolean champion, ModelManifest manifest, List<String> erasures, VersionNotes notes) {
        return new VersionDetails(
                version,
                champion,
                Require.present("manifest.labels", manifest.labels()),
                Require.present("manifest.conditions", manifest.conditions()),
                erasures,
                notes.aliases(),
                notes.description(),
                notes.tags());
    }
}
