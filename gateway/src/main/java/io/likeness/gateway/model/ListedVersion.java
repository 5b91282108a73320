package io.likeness.gateway.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.VersionNotes;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A version and whether it serves, which the version itself does not say.
 *
 * @param registered whose fields stand beside the others; its name is none of theirs, or the document would lose that
 * @param description what somebody says of it, absent where nobody does
 */
@Schema(description = "A version, and whether it is its model's champion now")
record ListedVersion(
        @JsonUnwrapped ModelVersion registered,
        boolean champion,

        @Schema(description = "Ids of the erasures of images that it was trained with; absent where there are none")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> erasures,

        @Schema(description = "That name it; absent where there are none") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> aliases,

        @Nullable String description,

        @Schema(description = "Values by key; absent where there are none") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, String> tags) {

    static ListedVersion of(ModelVersion version, boolean champion, List<String> erasures, VersionNotes notes) {
        return new ListedVersion(version, champion, erasures, notes.aliases(), notes.description(), notes.tags());
    }
}
