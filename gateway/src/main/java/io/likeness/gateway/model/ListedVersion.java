package io.likeness.gateway.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.likeness.contracts.model.ModelVersion;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A version and whether it serves, which the version itself does not say.
 *
 * @param version whose fields stand beside the others
 */
@Schema(description = "A version, and whether it is its model's champion now")
record ListedVersion(@JsonUnwrapped ModelVersion version, boolean champion) {

    static ListedVersion of(ModelVersion version, @Nullable ModelVersion champion) {
        return new ListedVersion(version, champion != null && champion.version() == version.version());
    }

    static @Nullable ListedVersion champion(@Nullable ModelVersion champion) {
        return champion == null ? null : new ListedVersion(champion, true);
    }
}
