package io.likeness.gateway.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.likeness.contracts.model.ModelVersion;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A version and whether it serves, which the version itself does not say.
 *
 * @param version whose fields stand beside the others
 */
@Schema(description = "A version, and whether it is its model's champion now")
record ListedVersion(
        @JsonUnwrapped ModelVersion version,
        boolean champion,

        @Schema(description = "Ids of the erasures of images that it was trained with; absent where there are none")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> erasures) {

    static ListedVersion of(
            ModelVersion version, @Nullable ModelVersion champion, Map<Integer, List<String>> erasures) {
        return new ListedVersion(
                version,
                champion != null && champion.version() == version.version(),
                erasures.getOrDefault(version.version(), List.of()));
    }

    static @Nullable ListedVersion champion(@Nullable ModelVersion champion, Map<Integer, List<String>> erasures) {
        return champion == null ? null : of(champion, champion, erasures);
    }
}
