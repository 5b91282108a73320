package io.likeness.gateway.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.likeness.contracts.Require;
import io.likeness.contracts.model.Label;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.model.ModelVersion;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A version with what can be asked of it.
 *
 * @param version whose fields stand beside the others
 * @param champion whether it serves now
 * @param labels by which faces can be asked for; may be empty
 * @param conditions names of those labels that the network itself takes; may be empty
 * @param erasures ids of the erasures of images that it was trained with; may be empty
 */
@Schema(description = "A version with the labels that faces can be asked for")
record VersionDetails(
        @JsonUnwrapped ModelVersion version,
        boolean champion,
        List<Label> labels,
        List<String> conditions,

        @Schema(description = "Ids of the erasures of images that it was trained with, itself or what it goes on from")
        List<String> erasures) {

    static VersionDetails of(ModelVersion version, boolean champion, ModelManifest manifest, List<String> erasures) {
        return new VersionDetails(
                version,
                champion,
                Require.present("manifest.labels", manifest.labels()),
                Require.present("manifest.conditions", manifest.conditions()),
                erasures);
    }
}
